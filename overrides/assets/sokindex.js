/* The files of a search index (generator/handbok/search/index.py), each fetched once, when something in it is asked for. */

const LISTED = 64 // pages in a list

/* What the index at that address (ending with "/") has. A file that cannot be fetched is an error, not an answer. */
export async function read(address) {
  const { sidor, listor, delar, ord, stoppord } = await fetched(new URL("index.json.gz", address))
  const kept = {}
  const file = name => kept[name] ??= fetched(new URL(`${name}.json.gz`, address))
  return {
    pages: sidor,
    stop: new Set(stoppord),
    /* The handbook's words that begin with a letter: [word, how often it stands there, its base forms if they are others]. */
    words: letter => file(`ord/${ord[letter]}`),
    /* The pages that a word is found on: [page, worth (1 to 63), page, worth, …]. */
    async places(word) {
      const part = delar.findLast(([first]) => first <= word)
      return part ? unpacked((await file(`delar/${part[1]}`))[word] ?? []) : []
    },
    async page(number) {
      const names = await file(`listor/${listor[Math.floor(number / LISTED)]}`)
      return file(`sidor/${names[number % LISTED]}`)
    },
  }
}

async function fetched(address) {
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`)
  const bytes = new Uint8Array(await answer.arrayBuffer())
  const packed = bytes[0] === 0x1f && bytes[1] === 0x8b // a server may have said that it is packed: then the browser has unpacked it
  const body = new Blob([bytes]).stream()
  return new Response(packed ? body.pipeThrough(new DecompressionStream("gzip")) : body).json()
}

/* Each page is told by its distance from the one before it. */
function unpacked(pairs) {
  let page = -1
  return pairs.map((number, i) => i % 2 ? number : page += number)
}
