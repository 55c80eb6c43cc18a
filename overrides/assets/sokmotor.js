/* What is typed → pages, best first. Knows Pagefind and the word lists beside its index, nothing of how hits are shown.

   Pagefind finds words by their beginning and demands all of them; people type questions, slip on the keys and leave the
   dots out. So each word is looked up among the handbook's words first, mended if need be, and asked for by itself; a page
   is worth the sum of what its words are worth, more the more of the question it answers. */

const RANKING = { termFrequency: 0.6, pageLength: 0.3, termSimilarity: 6, termSaturation: 1.4, diacriticSimilarity: 2 }
const ENDINGS = /(?:ernas?|arnas?|ornas?|andet|ande|ades?|ens?|ets?|ers?|ars?|ors?|ns?|t|s|a|e)$/
const WORD = /[\p{L}\p{N}]+(?:[-'’:][\p{L}\p{N}]+)*/gu
const ROWS = ["qwertyuiopå", "asdfghjklöä", "zxcvbnm"]
const MENDED = 0.8
const SHORTEST = 3

export const folded = word => word.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/æ/g, "a").replace(/ø/g, "o")

/* Opens the indexes at these addresses (each ending with "/"), the first of which has the engine. */
export async function open(indexes) {
  const lists = indexes.map(words)
  const [pagefind, ...stops] = await Promise.all([start(indexes), ...indexes.map(stopWords)])
  const stop = new Set(stops.flat())
  return { ask: (text, filters = []) => ask(text, filters, { pagefind, stop, known: first => known(lists, first) }) }
}

async function start([own, ...others]) {
  const pagefind = await import(new URL("pagefind.js", own))
  await pagefind.options({ noWorker: true, ranking: RANKING, basePath: new URL(own).pathname, metaCacheTag: "1" })
  await pagefind.init()
  for (const other of others) await pagefind.mergeIndex(new URL(other).pathname, { ranking: RANKING })
  return pagefind
}

const json = address => fetch(address).then(answer => answer.ok ? answer.json() : [])
const stopWords = index => json(new URL("ord/stoppord.json", index))

/* The handbook's words by first letter, each list fetched once. */
function words(index) {
  const fetched = {}
  return first => fetched[first] ??= json(new URL(`ord/${first}.json`, index))
}

async function known(lists, first) {
  const counts = new Map()
  const bases = new Map()
  for (const list of await Promise.all(lists.map(list => list(first))))
    for (const [word, count, base] of list) {
      counts.set(word, (counts.get(word) ?? 0) + count)
      if (base) bases.set(word, base)
    }
  return [...counts].map(([word, count]) => ({ word, count, bare: folded(word), base: count ? word : bases.get(word) }))
}

/* The hits, best first: `{ id, score, places, load }`; what was mended, which words nothing has and what is near them.
   `filters` are words that every hit must be indexed under (ord/urval.json). */
async function ask(text, filters, index) {
  const typed = (text.normalize("NFC").toLowerCase().match(WORD) ?? [])
  const telling = typed.filter(word => !index.stop.has(word))
  const asked = [...new Set(telling.length ? telling : typed)]
  const meant = (await Promise.all(asked.map((word, i) => meaning(word, i === asked.length - 1, index)))).flat()
  const [found, kept] = await Promise.all([
    Promise.all(meant.map(one => search(one, index.pagefind))),
    Promise.all(filters.map(word => search({ terms: [[word, 1]] }, index.pagefind))),
  ])
  const unknown = meant.filter((one, i) => !found[i].pages.size).map(one => one.typed)
  const hits = summed(found).filter(hit => kept.every(one => one.pages.has(hit.id)))
  return {
    hits,
    mended: meant.filter(one => one.terms.length && one.mended).map(one => [one.typed, one.terms[0][0]]),
    unknown,
    near: hits.length ? [] : await nearest(unknown, index),
    terms: meant.flatMap(one => one.terms.map(([term]) => term)),
  }
}

/* What a typed word means: words to search for, each with a weight. A compound that nobody has written becomes its parts. */
async function meaning(typed, last, index) {
  const bare = folded(typed)
  const list = await index.known(letter(bare))
  const same = list.filter(other => other.bare === bare)
  if (same.some(other => other.count)) return [{ typed, terms: [[typed, 1]] }]
  if (same.length) return [{ typed, terms: [[same[0].base, 1]] }]
  if (last && bare.length >= 2 && list.some(other => other.bare.startsWith(bare))) return [{ typed, terms: [[typed, 1]] }]
  const base = bare.replace(ENDINGS, "")
  const inflected = base.length > SHORTEST && list.some(other => other.bare.startsWith(base) && other.bare.length <= base.length + 4)
  if (inflected) return [{ typed, terms: [[typed.slice(0, base.length), 1]] }]
  const near = mend(bare, typed, list)
  if (near.length && near[0].cost <= 1) return [{ typed, mended: true, terms: near.map(n => [n.word, MENDED]) }]
  const parts = await split(bare, typed, index)
  if (parts.length) return parts.map(part => ({ typed, terms: [[part, MENDED]] }))
  const all = near.length ? near : mend(bare, typed, await everything(index))
  return [{ typed, mended: true, terms: all.map(n => [n.word, MENDED]) }]
}

/* What may have been meant by words that nothing has, one slip further away. */
async function nearest(unknown, index) {
  const all = unknown.length ? await everything(index) : []
  return [...new Set(unknown.flatMap(word => mend(folded(word), word, all, 1).map(n => n.word)))]
}

const letter = bare => bare[0] >= "a" && bare[0] <= "z" ? bare[0] : "0"
const everything = async index => (await Promise.all([..."abcdefghijklmnopqrstuvwxyz"].map(index.known))).flat()

/* The nearest words: one slip for every four letters, three at most; a neighbouring key costs less, a wrong first letter more. */
function mend(bare, typed, list, more = 0) {
  if (bare.length < SHORTEST) return []
  const most = Math.min(3, Math.max(1, Math.floor(bare.length / 4))) + more
  const near = []
  for (const { base: word, count, bare: other } of list) {
    if (Math.abs(other.length - bare.length) > most || other.length < SHORTEST) continue
    const slips = distance(bare, other, most)
    if (slips > most) continue
    near.push({ word, count, cost: slips + (bare[0] === other[0] ? 0 : 0.3) + (typed === word || folded(typed) === typed ? 0 : 0.1) })
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

/* A compound's two parts, both words of the handbook, the longest last part first. */
async function split(bare, typed, index) {
  for (let cut = SHORTEST + 1; cut <= bare.length - SHORTEST; cut++) {
    const [first, rest] = [bare.slice(0, cut), bare.slice(cut)]
    if (!(await index.known(letter(rest))).some(other => other.bare === rest)) continue
    const heads = await index.known(letter(first))
    const head = [first, first.replace(/[so]$/, ""), `${first}a`, `${first}e`].find(one => heads.some(other => other.bare === one))
    if (head) return [typed.slice(0, Math.min(head.length, cut)), typed.slice(cut)]
  }
  return []
}

/* The pages that have a word, and how much each is worth by it. */
async function search({ terms }, pagefind) {
  const pages = new Map()
  for (const [term, weight] of terms) {
    const { results } = await pagefind.search(term)
    for (const result of results) {
      const page = pages.get(result.id)
      const score = weight * result.score
      if (!page) pages.set(result.id, { score, places: result.words, load: result.data })
      else {
        page.score = Math.max(page.score, score)
        page.places = [...page.places, ...result.words]
      }
    }
  }
  const best = Math.max(0, ...[...pages.values()].map(page => page.score))
  return { pages, best }
}

function summed(found) {
  const total = found.reduce((sum, one) => sum + one.best, 0)
  const pages = new Map()
  for (const { pages: some, best } of found)
    for (const [id, { score, places, load }] of some) {
      const page = pages.get(id) ?? { id, score: 0, covered: 0, places: [], load }
      page.score += score
      page.covered += best / total
      page.places.push(...places)
      pages.set(id, page)
    }
  const hits = [...pages.values()].map(page => ({ ...page, score: page.score * page.covered }))
  return hits.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
}
