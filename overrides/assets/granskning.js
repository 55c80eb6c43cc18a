/* Whether a review is late is told on the day that a page is read, for the page's own bytes never change. The newest edition
   is read today; an older one, a sealed one too, tells what was late when its year ended. Without script the page states the
   date itself. */

const edition = new URL("../", import.meta.url)
const SOON = 60
let asked

/* The day (ÅÅÅÅ-MM-DD) that an edition is to be judged by; null when it is not known which edition is the newest. */
export async function readersDay(year) {
  asked ??= fetch(new URL("../versions.json", edition)).then(answer => answer.ok ? answer.json() : Promise.reject(answer.status))
  const versions = await asked.catch(() => null)
  if (!versions) return null
  return versions.some(v => v.aliases.includes("aktuell") && Number(v.version) === year) ? iso(new Date()) : `${year}-12-31`
}

const iso = day => `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, "0")}-${String(day.getDate()).padStart(2, "0")}`
const later = (day, days) => { const moved = new Date(`${day}T12:00`); moved.setDate(moved.getDate() + days); return iso(moved) }
const inWords = day => new Intl.DateTimeFormat("sv", { day: "numeric", month: "long", year: "numeric" }).format(new Date(`${day}T12:00`))

function element(name, className, ...content) {
  const made = document.createElement(name)
  if (className) made.className = className
  made.append(...content)
  return made
}
const badge = (text, tone) => element("span", `hb-bed hb-${tone}`, text)

/* The notice at the top of a rutin or process. */
function notice(place, today) {
  const day = place.dataset.hbGranskas
  if (day >= today) return place.replaceChildren(`Granskas senast ${inWords(day)}.`)
  const late = badge("Granskning försenad", "delvis")
  place.classList.add("hb-sen")
  if ("hbExempel" in place.dataset) return place.replaceChildren(late, ` Granskningen skulle ha gjorts senast ${inWords(day)}. Det här är ett exempel. Följ det inte i ett riktigt ärende.`)
  const owner = place.dataset.hbAgare
  const ask = owner ? ` Är du osäker, fråga den som är ansvarig: ${/^\p{Lu}\p{Ll}/u.test(owner) ? owner[0].toLowerCase() + owner.slice(1) : owner}.` : ""
  place.replaceChildren(late, ` Granskningen är försenad sedan ${inWords(day)}. Texten gäller ändå, tills den ändras eller upphävs.${ask}`)
}

/* The notice of a rutin that has an end: past it, the rutin is not to be followed, whatever else stands there. */
function ended(place, today) {
  const day = place.dataset.hbSlutar
  if (day >= today) return place.replaceChildren(`Gäller till och med ${inWords(day)}.`)
  place.replaceChildren(badge("Gäller inte längre", "inte"), ` Rutinen gällde till och med ${inWords(day)}. Följ den inte.`)
  place.classList.add("hb-sen", "hb-slut")
  document.querySelectorAll(".hb-meta > .hb-bra, .hb-granskas").forEach(other => other.remove())
}

/* The notice of a rutin that begins later than anything that is known to have happened. */
function begins(place, today) {
  const day = place.dataset.hbBorjar
  if (day <= today) return place.remove()
  place.replaceChildren(badge("Gäller inte än", "inte"), ` Rutinen börjar gälla ${inWords(day)}. Följ den inte före den dagen.`)
  place.classList.add("hb-sen")
  document.querySelectorAll(".hb-meta > .hb-bra").forEach(other => other.remove())
}

/* A date in a list. */
function mark(time, today, soon) {
  if (time.dateTime < today) time.after(" ", badge("Försenad", "delvis"))
  else if (time.dateTime <= soon) time.after(" ", badge("Inom 60 dagar", "ingen"))
}

/* Material may put a table in a frame of its own. */
const frame = table => table.closest(".md-typeset__scrollwrap") ?? table

/* How many days have passed and how many are near, of those that a page tells. */
const counts = (days, today, soon) => [days.filter(day => day < today).length, days.filter(day => day >= today && day <= soon).length]

function count(place, today, soon) {
  const [late, near] = counts(place.dataset.hbDagar.split(" "), today, soon)
  place.replaceChildren(...(late ? [badge(`${late} ${late === 1 ? "försenad" : "försenade"}`, "delvis")] : ["inga försenade"]), `, ${near} inom 60 dagar`)
}

/* A list of what is to be reviewed: one by date without script, by how near it is with. `days` are the days of all when the
   table has only the nearest; of them it keeps a few that are late or soon to be done. */
const FEW = 10
function part(table, today, soon, days) {
  const rows = [...table.tBodies[0].rows]
  const day = row => row.querySelector("time").dateTime
  const groups = [
    ["Försenade", rows.filter(row => day(row) < today)],
    ["Inom 60 dagar", rows.filter(row => day(row) >= today && day(row) <= soon)],
    ["Senare", rows.filter(row => day(row) > soon)],
  ]
  const all = days && counts(days, today, soon)
  const parts = groups.slice(0, all ? 2 : 3).flatMap(([title, own], i) => {
    const number = all ? all[i] : own.length
    const shown = all ? own.slice(0, FEW) : own
    const copy = table.cloneNode(true)
    copy.tBodies[0].replaceChildren(...shown)
    const more = number > shown.length ? [element("p", "hb-meta", `${shown.length ? "Och " : ""}${number - shown.length} till under Alla granskningar.`)] : []
    return [element("h3", "", `${title} (${number})`), ...(shown.length ? [copy] : number ? [] : [element("p", "", "Inget.")]), ...more]
  })
  frame(table).replaceWith(...parts)
}

/* What is new to read since a day of the reader's own choice, which stands in the address so that it can be sent on. */
function since(times) {
  const lists = [...new Set(times.map(time => time.closest("table")))].map(table => ({ table, nothing: element("p", "", "Inget nytt sedan dess.") }))
  const field = element("input")
  field.type = "date"
  field.value = new URLSearchParams(location.search).get("sedan") ?? ""
  const show = () => {
    for (const time of times) time.closest("tr").hidden = Boolean(field.value) && time.dateTime < field.value
    for (const { table, nothing } of lists) {
      table.hidden = [...table.tBodies[0].rows].every(row => row.hidden)
      if (table.hidden) frame(table).after(nothing)
      else nothing.remove()
    }
  }
  field.addEventListener("change", () => {
    const address = new URL(location.href)
    if (field.value) address.searchParams.set("sedan", field.value)
    else address.searchParams.delete("sedan")
    history.replaceState(null, "", address)
    show()
  })
  const [first] = lists
  const heading = frame(first.table).previousElementSibling
  const place = lists.length > 1 && heading ? heading : frame(first.table)
  place.before(element("p", "hb-sedan", element("label", "", "Visa det som är nytt från och med ", field)))
  show()
}

const news = document.querySelectorAll("time[data-hb-andrad]")
if (news.length) since([...news])

const year = Number(document.querySelector("script[data-utgava]")?.dataset.utgava)
const marked = document.querySelectorAll("[data-hb-granskas]")
const ends = document.querySelectorAll("[data-hb-slutar]")
const starts = document.querySelectorAll("[data-hb-borjar]")
if (marked.length || ends.length || starts.length) readersDay(year).then(today => {
  if (!today) return
  const soon = later(today, SOON)
  for (const place of marked) if (place.dataset.hbGranskas !== "nara") place instanceof HTMLTimeElement ? mark(place, today, soon) : notice(place, today)
  ends.forEach(place => ended(place, today))
  starts.forEach(place => begins(place, today))
  const listed = document.querySelector("time[data-hb-granskas=lista]")
  if (listed) part(listed.closest("table"), today, soon)
  const nearest = document.querySelector("time[data-hb-granskas=nara]")
  if (nearest) part(nearest.closest("table"), today, soon, document.querySelector("[data-hb-antal=granskning]").dataset.hbDagar.split(" "))
  document.querySelectorAll("[data-hb-dagar]").forEach(place => place.dataset.hbDagar && count(place, today, soon))
})
