/* What is typed → pages, best first. Knows the index's words and what they are worth on pages, nothing of how hits are shown.

   The index has words in their base form. People type questions, slip on the keys, leave the dots out and make compounds that
   nobody has written. So each word is looked up among the handbook's words first, put in its base form or mended, and asked
   for by itself. A page is worth the sum of what the question's words are worth on it, rare words more than common ones. */

import { read } from "./sokindex.js"

const ENDINGS = /(?:ernas?|arnas?|ornas?|andet|ande|ades?|ens?|ets?|ers?|ars?|ors?|ns?|t|s|a|e)$/
const VERBAL = ["ning", "ing", "ande", "ende", "else", "are", "an", "a", "e", ""]
// "Hur hög" and "hur stor" ask for a figure, not for something high or large.
const DEGREES = new Set(["hög", "högt", "höga", "stor", "stort", "stora", "gammal", "gammalt", "gamla", "tidig", "tidigt", "sent", "dyr", "dyrt"])
const WORD = /[\p{L}\p{N}]+(?:[-'’:][\p{L}\p{N}]+)*/gu
const ROWS = ["qwertyuiopå", "asdfghjklöä", "zxcvbnm"]
const KINDS = { Rutin: 1.3, Process: 1, Ord: 0.8, Indikator: 0.8, Aktiviteter: 0.8, "Risker och kontroller": 0.8, Dokument: 0.85, Översikt: 0.8, Sida: 0.8, "Upphävd rutin": 0.2 }
// "Vad är en SIP?" asks for a definition; "när ska vi göra en SIP?" for how it is done.
const DEFINING = /^vad (?:är|betyder|innebär|menas|står)(?= )/i
const ASKING = /^(?:hur|när|vem|vilken|vilket|vilka|var|vart|varför|får|ska|måste|kan|behöver|bör|räcker|vad)(?= )/i
// "Hur många utredningar blir klara i tid?" asks for a figure, and a rutin has none.
const COUNTING = /^hur (?:många|mycket|stora?|stort|höga?|högt|gick) |(?<![\p{L}])(?:antal|antalet|andel|andelen|siffror|statistik|procent|resultat|resultatet)(?![\p{L}])|statistik(?:en)?$/iu
const COUNTED = { Rutin: 0.75, Indikator: 1.3 }
const OF_UNIT = 1.3
const DEFINED = 1.2
const TOLD = 0.5
const RANKED = 8
const FOCUS = 1
// How much of a title's compound was asked for by its last part, and by its first.
const HEAD = 0.85
const FIRST = 0.4
const LONGEST_ENDING = 5
const TOGETHER = 1
const SHORTEST = 3
const LONG = 7
const PART = 5
const MENDED = 0.8
const DOTTED = 0.25
const DERIVED = 0.7
const PARTS = 0.4
const BEST = 63
const INDEXES = 1000 // more than there are: a page's number and its index's make one
const BEGUN = 0.8
const LIKELY = 40
const COVERAGE = 1
const SOLID = 0.5
const RARITY = 0.5

export const folded = word => word.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/æ/g, "a").replace(/ø/g, "o")

/* Opens the indexes at these addresses, each ending with "/". */
export async function open(addresses) {
  const indexes = await Promise.all(addresses.map(read))
  const every = {
    pages: indexes.reduce((sum, one) => sum + one.pages, 0),
    stop: new Set(indexes.flatMap(one => [...one.stop])),
    lists: {},
    known: first => every.lists[first] ??= known(indexes, first),
    find: async word => (await Promise.all(indexes.map((one, i) => found(one, i, word)))).flat(),
    load: id => indexes[id % INDEXES].page(Math.floor(id / INDEXES)),
  }
  return { ask: (text, filters = []) => ask(text, filters, every), prepare: text => prepare(text, every) }
}

/* Fetches the words that begin as what has been typed so far, so that they are there when it is asked for. */
const prepare = (text, index) => Promise.all([...new Set(wordsOf(text).map(word => letter(folded(word))))].map(index.known))

const wordsOf = text => text.normalize("NFC").toLowerCase().match(WORD) ?? []

/* The pages of one index that have a word, and what it is worth there; more if it is rare. */
async function found(index, number, word) {
  const places = await index.places(word)
  const count = places.length / 2
  const rare = Math.sqrt(Math.log(1 + (index.pages - count + 0.5) / (count + 0.5))) / BEST
  return Array.from({ length: count }, (_, i) => [places[2 * i] * INDEXES + number, places[2 * i + 1] * rare])
}

/* The words of all indexes by first letter, without dots: how often each stands there, and its base forms. */
async function known(indexes, first) {
  const words = new Map()
  for (const list of await Promise.all(indexes.map(index => index.words(first))))
    for (const [word, count, bases] of list) {
      const one = words.get(word) ?? { word, count: 0, bare: folded(word), bases: bases ? bases.split(" ") : [word] }
      one.count += count
      words.set(word, one)
    }
  return [...words.values()]
}

/* The hits, best first, each with its score and `load`, which gives the page as it is shown; what was mended, which words nothing
   has and what is near them. `filters` are words that every hit must be indexed under (urval.json). */
async function ask(text, filters, index) {
  const typed = wordsOf(text)
  const telling = typed.filter((word, i) => !index.stop.has(word) && !(typed[i - 1] === "hur" && DEGREES.has(word)))
  const asked = [...new Set(telling.length ? telling : typed)]
  const meant = apart(asked, await Promise.all(asked.map((word, i) => meaning(word, i === asked.length - 1, index))), await joined(typed, index))
  const [found, kept] = await Promise.all([
    Promise.all(meant.map(one => search(one, index))),
    Promise.all(filters.map(word => search({ terms: [[word, 1]], parts: [] }, index))),
  ])
  const unknown = asked.filter((word, i) => !found[i].pages.size)
  const words = meant.map((one, i) => ({ terms: termsOf(one), rarity: found[i].pages.size ? found[i].rarity : 0 }))
  const terms = words.flatMap(word => word.terms)
  const kinds = { ...KINDS, ...(COUNTING.test(text) && COUNTED), Ord: DEFINING.test(text) ? DEFINED : ASKING.test(text) ? TOLD : KINDS.Ord }
  const hits = await ranked(summed(found).filter(hit => kept.every(one => one.pages.has(hit.id))), words, kinds, telling.length ? index.stop : new Set(), index)
  return {
    hits,
    mended: meant.filter(one => one.mended).map(one => [one.typed, one.mended]),
    unknown,
    near: hits.length ? [] : await nearest(unknown, index),
    terms,
  }
}

const termsOf = one => one.half ? [one.typed] : [...one.terms.map(([term]) => term), ...one.parts.flatMap(termsOf)]

/* Which words of a text, parted by spaces, are other forms of some terms or compounds with them. */
export function marked(text, terms) {
  const wanted = terms.map(folded)
  return folded(text).replace(/(?<![^ ])[^\p{L}\p{N} ]+|[^\p{L}\p{N} ]+(?![^ ])/gu, "").split(" ").map(word => related(word, wanted))
}

/* Whether a word is another form of one of the terms or a compound with it; all without dots. */
function related(word, terms) {
  return terms.some(term => {
    if (term.length <= SHORTEST) return word === term
    let same = 0
    while (same < term.length && word[same] === term[same]) same++
    return same >= Math.max(SHORTEST + 1, term.length * 0.6) || word.includes(term)
  })
}

/* How much of a title's word was asked for: all of it, or only the last or the first part of a compound. */
function likeness(word, terms) {
  const asked = terms.filter(term => related(word, [term])).map(term => {
    if (!word.startsWith(term.slice(0, SHORTEST))) return HEAD
    return word.length <= term.length + LONGEST_ENDING ? 1 : FIRST
  })
  return Math.max(0, ...asked)
}

/* The first hits with regard to what they are: staff most often look for how to do something; a title that says little else
   than what was asked for is better than one that also says it; words that stand together answer better than words that
   stand here and there on a page; and who names a unit asks for what is that unit's. */
async function ranked(hits, words, kinds, stop, index) {
  const asked = words.map(({ terms, rarity }) => ({ terms: terms.map(folded), rarity }))
  const all = asked.flatMap(({ terms }) => terms)
  const whole = asked.reduce((sum, { rarity }) => sum + rarity, 0) || 1
  for (const hit of hits) hit.load = () => index.load(hit.id)
  const first = await Promise.all(hits.slice(0, RANKED).map(async hit => {
    const page = await hit.load()
    const title = (page.meta.title.toLowerCase().match(WORD) ?? []).filter(word => !stop.has(word)).map(folded)
    const focus = title.reduce((sum, word) => sum + likeness(word, all), 0) / Math.max(1, title.length)
    const named = asked.map(({ terms }) => title.some(word => related(word, terms)))
    const weighed = present => asked.reduce((sum, { rarity }, i) => sum + (present[i] ? rarity : 0), 0) / whole
    const together = Math.max(0, ...passages(page).map(words => weighed(asked.map(({ terms }, i) => named[i] || words.some(word => related(word, terms))))))
    const own = isNamed(page.meta.enhet, all) ? OF_UNIT : 1
    const score = hit.score * (kinds[page.meta.slag] ?? 1) * own * (1 + FOCUS * focus) * (1 + TOGETHER * together)
    return { ...hit, score }
  }))
  return [...first.sort((a, b) => b.score - a.score), ...hits.slice(RANKED)]
}

/* Whether the terms have every word of a name, in any form. */
function isNamed(name, terms) {
  const words = (name?.toLowerCase().match(WORD) ?? []).map(folded)
  return words.length > 0 && words.every(word => terms.some(term => word.startsWith(term) && term.length > word.length * 0.75))
}

/* The words of each section of a page, without dots. */
const passages = page => page.sections.map(([, heading, text]) => [...new Set(folded(`${heading} ${text}`).match(WORD))])

/* What a typed word means: `terms` to search for, each with a weight, and the `parts` of a compound as words of their own. */
async function meaning(typed, last, index) {
  const bare = folded(typed)
  const list = await index.known(letter(bare))
  const written = same(bare, list)
  const parts = bare.length < LONG ? [] : await split(bare, index)
  if (written.length) {
    const exact = written.filter(other => other.word === typed)
    const bases = new Set((exact.length ? exact : written).flatMap(other => other.bases))
    const dotted = typed === bare ? written.flatMap(other => other.bases).filter(base => !bases.has(base)) : []
    const relatives = derived([...bases, ...dotted], list)
    return {
      typed,
      terms: [...[...bases].map(base => [base, 1]), ...[...new Set(dotted)].map(base => [base, DOTTED]), ...relatives.map(word => [word, DERIVED])],
      parts,
    }
  }
  const begun = last && bare.length >= SHORTEST ? list.filter(other => other.bare.startsWith(bare)) : []
  if (begun.length) return { typed, terms: completed(bare, begun), parts, half: true }
  const inflected = inflection(typed, list)
  if (inflected) return { typed, terms: inflected.bases.map(one => [one, 1]), parts }
  const near = mend(bare, list)
  if (parts.length && !(near.length && near[0].cost <= 1)) return { typed, terms: [], parts }
  const slips = near.length || bare.length <= SHORTEST ? near : mend(bare, await everything(index))
  const all = slips.length ? slips : await knownPart(bare, index)
  const bases = new Set(all.flatMap(other => other.bases))
  return { typed, mended: all.length > 0 ? all[0].word : "", terms: [...bases].map(one => [one, MENDED]), parts: [] }
}

/* The base forms of compounds that were typed as two words ("oros anmälan"), by each of the two. */
async function joined(typed, index) {
  const found = new Map()
  await Promise.all(typed.slice(1).map(async (second, i) => {
    const bare = folded(typed[i] + second)
    const whole = (await index.known(letter(bare))).filter(other => other.bare === bare && bare.length >= LONG)
    for (const word of [typed[i], second])
      found.set(word, [...(found.get(word) ?? []), ...whole.flatMap(other => other.bases)])
  }))
  return found
}

/* Words that make a compound mean that as well; and nothing else, if the handbook does not have them. */
const apart = (asked, meant, compounds) => meant.map((one, i) => {
  const terms = (compounds.get(asked[i]) ?? []).map(base => [base, 1])
  if (!terms.length) return one
  return one.mended === undefined && one.terms.length ? { ...one, terms: [...one.terms, ...terms] } : { typed: one.typed, terms, parts: [] }
})

/* The base forms of the words that a half-typed word most likely becomes, the nearest weighing most. */
function completed(bare, begun) {
  const terms = new Map()
  const likely = begun.sort((a, b) => b.count - a.count).slice(0, LIKELY)
  for (const { bare: whole, bases } of likely.sort((a, b) => a.bare.length - b.bare.length))
    for (const base of bases) if (!terms.has(base)) terms.set(base, BEGUN ** (whole.length - bare.length))
  return [...terms]
}

/* The handbook's word that this is a form of, by its ending; rather one with the same dots, and rather a short one. */
function inflection(typed, list) {
  const base = typed.replace(ENDINGS, "")
  const bare = folded(base)
  if (bare.length <= SHORTEST) return list.find(({ word }) => word === base || word === `${base}a`) // "hoten", "mutor"
  const whole = bare.replace(/([lnr])$/, "e$1") // "systrar", "cyklar": syster, cykel
  const forms = list.filter(other => (other.bare.startsWith(bare) && other.bare.length <= bare.length + 4) || other.bare === whole)
  return forms.sort((a, b) => b.word.startsWith(base) - a.word.startsWith(base) || a.word.length - b.word.length)[0]
}

/* The handbook's words that are made from the same verb as one of these: "placering" and "placera", "utredare" and "utreda". */
export function derived(bases, list) {
  const there = new Set(list.flatMap(other => other.bases))
  const made = bases.flatMap(base => VERBAL.flatMap(ending => {
    const stem = base.slice(0, base.length - ending.length)
    return ending && base.endsWith(ending) && stem.length > SHORTEST ? VERBAL.map(other => stem + other) : []
  }))
  return [...new Set(made)].filter(word => there.has(word) && !bases.includes(word))
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

/* The words that a compound is made of, the longest last part first; all are words of the handbook, rather just as they stand. */
async function split(bare, index) {
  for (const tails of [same, (rest, list) => [inflection(rest, list)].filter(Boolean)])
    for (let cut = SHORTEST; cut <= bare.length - SHORTEST; cut++) {
      const [heads, rest] = [await firstParts(bare.slice(0, cut), index), bare.slice(cut)]
      const tail = heads.length ? tails(rest, await index.known(letter(rest))) : []
      if (tail.length) return [heads, tail].map(words => ({ terms: [...new Set(words.flatMap(other => other.bases))].map(base => [base, 1]), parts: [] }))
    }
  return []
}

/* The part that the handbook has of a compound whose other part it lacks: rather the last, which tells what it is. */
async function knownPart(bare, index) {
  if (bare.length < LONG) return []
  for (let cut = SHORTEST; cut <= bare.length - PART; cut++) {
    const rest = bare.slice(cut)
    const tail = same(rest, await index.known(letter(rest)))
    if (tail.length) return tail
  }
  for (let cut = bare.length - SHORTEST; cut >= PART; cut--) {
    const heads = await firstParts(bare.slice(0, cut), index)
    if (heads.length) return heads
  }
  return []
}

const same = (bare, list) => list.filter(other => other.bare === bare)

/* The words that a compound may begin with so: "arbets", "skilsmässo", "skol", "pojk". */
async function firstParts(first, index) {
  const forms = new Set([first, first.replace(/[so]$/, ""), first.replace(/[ou]$/, "a"), `${first}a`, `${first}e`])
  return (await index.known(letter(first))).filter(other => forms.has(other.bare))
}

/* The pages that a word's meaning is found on and what it is worth on each; `rarity` is what it weighs in a question. */
async function search({ terms, parts }, index) {
  const pages = new Map()
  const answers = await Promise.all(terms.map(([term]) => index.find(term)))
  answers.forEach((places, i) => {
    for (const [id, least] of places) {
      const worth = terms[i][1] * least
      if (worth > (pages.get(id) ?? 0)) pages.set(id, worth)
    }
  })
  let rarity = Math.log(1 + index.pages / Math.max(1, pages.size))
  if (parts.length) {
    const found = await Promise.all(parts.map(part => search(part, index)))
    if (!pages.size) rarity = found.reduce((sum, one) => sum + one.rarity, 0)
    for (const hit of summed(found)) {
      const worth = PARTS * hit.score
      if (worth > (pages.get(hit.id) ?? 0)) pages.set(hit.id, worth)
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
    const solid = SOLID * [...some.values()].reduce((most, worth) => Math.max(most, worth), 0)
    for (const [id, worth] of some) {
      const page = pages.get(id) ?? { id, score: 0, covered: 0 }
      page.score += worth * (rarity / total) ** RARITY
      page.covered += rarity / total * Math.min(1, worth / solid)
      pages.set(id, page)
    }
  }
  const hits = [...pages.values()]
  for (const page of hits) page.score *= page.covered ** COVERAGE
  return hits.sort((a, b) => b.score - a.score || a.id - b.id)
}
