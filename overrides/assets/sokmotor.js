/* What is typed → pages, best first. Knows Pagefind and the word lists beside its index, nothing of how hits are shown.

   Pagefind finds words by their beginning and demands all of them; people type questions, slip on the keys, leave the dots
   out and make compounds that nobody has written. So each word is looked up among the handbook's words first, put in its base
   form or mended, and asked for by itself. A page is worth the sum of what the question's words are worth on it, rare words
   more than common ones. */

// What a hit is shown with (records.py) is not what it is found by: the title is weighed where it stands on the page.
const SHOWN = ["title", "adress", "utgava", "slag", "status", "ägare", "enhet", "process", "nivå", "granskas", "slutar", "börjar"]
const TITLED = 5
const RANKING = {
  termFrequency: 1, pageLength: 0, termSimilarity: 12, termSaturation: 2, diacriticSimilarity: 2,
  metaWeights: Object.fromEntries(SHOWN.map(name => [name, name === "title" ? TITLED : 0])),
}
const ENDINGS = /(?:ernas?|arnas?|ornas?|andet|ande|ades?|ens?|ets?|ers?|ars?|ors?|ns?|t|s|a|e)$/
const VERBAL = ["ning", "ing", "ande", "ende", "else", "are", "an", "a", "e", ""]
// "Hur hög" and "hur stor" ask for a figure, not for something high or large.
const DEGREES = new Set(["hög", "högt", "höga", "stor", "stort", "stora", "gammal", "gammalt", "gamla", "tidig", "tidigt", "sent", "dyr", "dyrt"])
const WORD = /[\p{L}\p{N}]+(?:[-'’:][\p{L}\p{N}]+)*/gu
const ROWS = ["qwertyuiopå", "asdfghjklöä", "zxcvbnm"]
const KINDS = { Rutin: 1.3, Process: 1, Ord: 0.8, Indikator: 0.8, Aktiviteter: 0.8, "Risker och kontroller": 0.8, Dokument: 0.85, Översikt: 0.8, "Upphävd rutin": 0.2 }
// "Vad är en SIP?" asks for a definition; "när ska vi göra en SIP?" for how it is done.
const DEFINING = /^vad (?:är|betyder|innebär|menas|står)(?= )/i
const ASKING = /^(?:hur|när|vem|vilken|vilket|vilka|var|vart|varför|får|ska|måste|kan|behöver|bör|räcker|vad)(?= )/i
const DEFINED = 1.2
const TOLD = 0.5
const RANKED = 8
const FOCUS = 0.3
const TOGETHER = 1
const SHORTEST = 3
const LONG = 8
const MENDED = 0.8
const DERIVED = 0.7
const PARTS = 0.4
const EVENNESS = 0.5
const COVERAGE = 1
const SOLID = 0.5
const RARITY = 0.5

export const folded = word => word.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/æ/g, "a").replace(/ø/g, "o")

/* Opens the indexes at these addresses (each ending with "/"), the first of which has the engine. */
export async function open(indexes) {
  const lists = indexes.map(words)
  const [pagefind, ...others] = await Promise.all([start(indexes), ...indexes.flatMap(index => [stopWords(index), size(index)])])
  const stop = new Set(others.flatMap(one => one.stop ?? []))
  const pages = others.reduce((sum, one) => sum + (one.pages ?? 0), 0)
  return { ask: (text, filters = []) => ask(text, filters, { pagefind, stop, pages, known: first => known(lists, first) }) }
}

async function start([own, ...others]) {
  const pagefind = await import(new URL("pagefind.js", own))
  await pagefind.options({ noWorker: true, ranking: RANKING, basePath: new URL(own).pathname, metaCacheTag: "1" })
  await pagefind.init()
  for (const other of others) await pagefind.mergeIndex(new URL(other).pathname, { ranking: RANKING })
  return pagefind
}

const json = address => fetch(address).then(answer => answer.ok ? answer.json() : [])
const stopWords = index => json(new URL("ord/stoppord.json", index)).then(stop => ({ stop }))
const size = index => json(new URL("ord/urval.json", index)).then(({ slag }) => ({ pages: slag.reduce((sum, [, , count]) => sum + count, 0) }))

/* The handbook's words by first letter, each list fetched once; packed, since not every server packs what it sends. */
function words(index) {
  const fetched = {}
  return first => fetched[first] ??= fetch(new URL(`ord/${first}.json.gz`, index)).then(answer => answer.ok ? unpacked(answer) : [])
}

async function unpacked(answer) {
  const bytes = new Uint8Array(await answer.arrayBuffer())
  const packed = bytes[0] === 0x1f && bytes[1] === 0x8b // a server may have said that it is packed: then the browser has unpacked it
  const body = new Blob([bytes]).stream()
  return new Response(packed ? body.pipeThrough(new DecompressionStream("gzip")) : body).json()
}

async function known(lists, first) {
  const words = new Map()
  for (const list of await Promise.all(lists.map(list => list(first))))
    for (const [word, count, bases] of list) {
      const one = words.get(word) ?? { word, count: 0, bare: folded(word), bases: bases ? bases.split(" ") : [word] }
      one.count += count
      words.set(word, one)
    }
  return [...words.values()]
}

/* The hits, best first: `{ id, score, load }`; what was mended, which words nothing has and what is near them. `filters` are
   words that every hit must be indexed under (ord/urval.json). */
async function ask(text, filters, index) {
  const typed = (text.normalize("NFC").toLowerCase().match(WORD) ?? [])
  const telling = typed.filter((word, i) => !index.stop.has(word) && !(typed[i - 1] === "hur" && DEGREES.has(word)))
  const asked = [...new Set(telling.length ? telling : typed)]
  const meant = await Promise.all(asked.map((word, i) => meaning(word, i === asked.length - 1, index)))
  const [found, kept] = await Promise.all([
    Promise.all(meant.map(one => search(one, index))),
    Promise.all(filters.map(word => search({ terms: [[word, 1]], parts: [] }, index))),
  ])
  const unknown = asked.filter((word, i) => !found[i].pages.size)
  const words = meant.map((one, i) => ({ terms: termsOf(one), rarity: found[i].pages.size ? found[i].rarity : 0 }))
  const terms = words.flatMap(word => word.terms)
  const kinds = { ...KINDS, Ord: DEFINING.test(text) ? DEFINED : ASKING.test(text) ? TOLD : KINDS.Ord }
  const hits = await ranked(summed(found).filter(hit => kept.every(one => one.pages.has(hit.id))), words, kinds, index.stop)
  return {
    hits,
    mended: meant.filter(one => one.mended).map(one => [one.typed, one.mended]),
    unknown,
    near: hits.length ? [] : await nearest(unknown, index),
    terms,
  }
}

const termsOf = one => [...one.terms.map(([term]) => term), ...one.parts.flatMap(termsOf)]

/* Whether a word is another form of one of the terms or a compound with it; all without dots. */
export function related(word, terms) {
  return terms.some(term => {
    if (term.length <= SHORTEST) return word === term
    let same = 0
    while (same < term.length && word[same] === term[same]) same++
    return same >= Math.max(SHORTEST + 1, term.length * 0.6) || word.includes(term)
  })
}

/* The first hits with regard to what they are: staff most often look for how to do something; a title that says little else
   than what was asked for is better than one that also says it; and words that stand together answer better than words that
   stand here and there on a page. */
async function ranked(hits, words, kinds, stop) {
  const asked = words.map(({ terms, rarity }) => ({ terms: terms.map(folded), rarity }))
  const all = asked.flatMap(({ terms }) => terms)
  const whole = asked.reduce((sum, { rarity }) => sum + rarity, 0) || 1
  const first = await Promise.all(hits.slice(0, RANKED).map(async hit => {
    const page = await hit.load()
    const title = (page.meta.title.toLowerCase().match(WORD) ?? []).filter(word => !stop.has(word)).map(folded)
    const focus = title.filter(word => related(word, all)).length / Math.max(1, title.length)
    const named = asked.map(({ terms }) => title.some(word => related(word, terms)))
    const weighed = present => asked.reduce((sum, { rarity }, i) => sum + (present[i] ? rarity : 0), 0) / whole
    const together = Math.max(...passages(page).map(words => weighed(asked.map(({ terms }, i) => named[i] || words.some(word => related(word, terms))))))
    const score = hit.score * (kinds[page.meta.slag] ?? 1) * (1 + FOCUS * focus) * (1 + TOGETHER * together)
    return { ...hit, score, load: () => page }
  }))
  return [...first.sort((a, b) => b.score - a.score), ...hits.slice(RANKED)]
}

/* The words of each section of a page, without dots; what was added for the search comes last. */
function passages({ content, anchors }) {
  const words = content.split(/\s+/).map(word => folded(word).replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ""))
  const starts = [0, ...anchors.filter(anchor => anchor.id).map(anchor => anchor.location)]
  return starts.map((start, i) => words.slice(start, starts[i + 1]))
}

/* What a typed word means: `terms` to search for, each with a weight, and the `parts` of a compound as words of their own. */
async function meaning(typed, last, index) {
  const bare = folded(typed)
  const list = await index.known(letter(bare))
  const same = list.filter(other => other.bare === bare)
  const parts = bare.length < LONG ? [] : await split(bare, index)
  if (same.length) {
    const exact = same.filter(other => other.word === typed)
    const bases = new Set((exact.length ? exact : same).flatMap(other => other.bases))
    const relatives = derived([...bases], list)
    return { typed, terms: [...[...bases].map(base => [base, 1]), ...relatives.map(word => [word, DERIVED])], parts }
  }
  const begun = last && bare.length >= SHORTEST && list.some(other => other.bare.startsWith(bare))
  if (begun) return { typed, terms: [[typed, 1]], parts }
  const inflected = inflection(typed, list)
  if (inflected) return { typed, terms: inflected.bases.map(one => [one, 1]), parts }
  const near = mend(bare, list)
  if (parts.length && !(near.length && near[0].cost <= 1)) return { typed, terms: [], parts }
  const all = near.length || bare.length <= SHORTEST ? near : mend(bare, await everything(index))
  const bases = new Set(all.flatMap(other => other.bases))
  return { typed, mended: all.length > 0 ? all[0].word : "", terms: [...bases].map(one => [one, MENDED]), parts: [] }
}

/* The handbook's word that this is a form of, by its ending; rather one with the same dots, and rather a short one. */
function inflection(typed, list) {
  const base = typed.replace(ENDINGS, "")
  const bare = folded(base)
  if (bare.length <= SHORTEST) return undefined
  const whole = bare.replace(/([lnr])$/, "e$1") // "systrar", "cyklar": syster, cykel
  const forms = list.filter(other => (other.bare.startsWith(bare) && other.bare.length <= bare.length + 4) || other.bare === whole)
  return forms.sort((a, b) => b.word.startsWith(base) - a.word.startsWith(base) || a.word.length - b.word.length)[0]
}

/* The handbook's words that are made from the same verb as one of these: "placering" and "placera", "utredare" and "utreda".
   Those that begin as the word itself does are found by it anyway. */
export function derived(bases, list) {
  const there = new Set(list.flatMap(other => other.bases))
  const made = bases.flatMap(base => VERBAL.flatMap(ending => {
    const stem = base.slice(0, base.length - ending.length)
    return ending && base.endsWith(ending) && stem.length > SHORTEST ? VERBAL.map(other => stem + other) : []
  }))
  return [...new Set(made)].filter(word => there.has(word) && !bases.some(base => word.startsWith(base)))
}

/* What may have been meant by words that nothing has, one slip further away. */
async function nearest(unknown, index) {
  const all = unknown.length ? await everything(index) : []
  return [...new Set(unknown.flatMap(word => mend(folded(word), all, 1).map(n => n.word)))]
}

const letter = bare => bare[0] >= "a" && bare[0] <= "z" ? bare[0] : "0"
const everything = async index => (await Promise.all([..."abcdefghijklmnopqrstuvwxyz"].map(index.known))).flat()

/* The nearest words: one slip for every four letters, three at most; a neighbouring key costs less, a wrong first letter more. */
function mend(bare, list, more = 0) {
  if (bare.length <= SHORTEST) return []
  const most = Math.min(3, Math.max(1, Math.floor(bare.length / 4))) + more
  const near = []
  for (const other of list) {
    if (Math.abs(other.bare.length - bare.length) > most || other.bare.length < SHORTEST) continue
    const slips = distance(bare, other.bare, most)
    if (slips <= most) near.push({ ...other, cost: slips + (bare[0] === other.bare[0] ? 0 : 0.3) })
  }
  near.sort((a, b) => a.cost - b.cost || b.count - a.count)
  return near.filter(n => n.cost <= near[0].cost + 0.2).slice(0, 3)
}

const beside = (a, b) => ROWS.some(row => row.includes(a + b) || row.includes(b + a))

/* Optimal string alignment: letters added, lost, changed or swapped. More than `most` is not worked out. */
export function distance(a, b, most) {
  let before = [], row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : beside(a[i - 1], b[j - 1]) ? 0.8 : 1
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + change)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1)
    }
    if (Math.min(...next) > most) return most + 1
    before = row
    row = next
  }
  return row[b.length]
}

/* The words that a compound is made of, the longest last part first; all are words of the handbook. */
async function split(bare, index) {
  const heads = await index.known(letter(bare))
  for (let cut = SHORTEST; cut <= bare.length - SHORTEST; cut++) {
    const [first, rest] = [bare.slice(0, cut), bare.slice(cut)]
    const forms = new Set([first, first.replace(/[so]$/, ""), `${first}a`, `${first}e`])
    const head = heads.filter(other => forms.has(other.bare))
    const tail = head.length ? (await index.known(letter(rest))).filter(other => other.bare === rest) : []
    if (!tail.length) continue
    return [head, tail].map(words => ({ terms: [...new Set(words.flatMap(other => other.bases))].map(base => [base, 1]), parts: [] }))
  }
  return []
}

/* The pages that a word's meaning is found on and what it is worth on each; `rarity` is what it weighs in a question. */
async function search({ terms, parts }, index) {
  const pages = new Map()
  const answers = await Promise.all(terms.map(([term]) => index.pagefind.search(term)))
  answers.forEach(({ results }, i) => {
    for (const { id, score, data } of results) {
      const worth = terms[i][1] * score ** EVENNESS
      if (worth > (pages.get(id)?.worth ?? 0)) pages.set(id, { worth, load: data })
    }
  })
  let rarity = Math.log(1 + index.pages / Math.max(1, pages.size))
  if (parts.length) {
    const found = await Promise.all(parts.map(part => search(part, index)))
    if (!pages.size) rarity = found.reduce((sum, one) => sum + one.rarity, 0)
    for (const hit of summed(found)) {
      const worth = PARTS * hit.score
      if (worth > (pages.get(hit.id)?.worth ?? 0)) pages.set(hit.id, { worth, load: hit.load })
    }
  }
  return { pages, rarity }
}

/* The pages of several words, best first: worth the sum of the words, less by what they lack of the question. A page that
   merely touches on a word lacks a part of it. */
function summed(found) {
  const total = found.reduce((sum, one) => sum + (one.pages.size ? one.rarity : 0), 0)
  const pages = new Map()
  for (const { pages: some, rarity } of found) {
    const solid = SOLID * Math.max(...[...some.values()].map(({ worth }) => worth))
    for (const [id, { worth, load }] of some) {
      const page = pages.get(id) ?? { id, score: 0, covered: 0, load }
      page.score += worth * (rarity / total) ** RARITY
      page.covered += rarity / total * Math.min(1, worth / solid)
      pages.set(id, page)
    }
  }
  const hits = [...pages.values()].map(page => ({ ...page, score: page.score * page.covered ** COVERAGE }))
  return hits.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
}
