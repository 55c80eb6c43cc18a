/* The search that a reader meets: the field in the header of every page, and the search page, which has an address of its
   own for each question (sok/?q=…). What finds the hits is in sokmotor.js, which is not fetched until someone searches. */

import { readersDay } from "./granskning.js"

const here = new URL(import.meta.url)
const edition = new URL("../", here)
const root = new URL("../", edition)
const FIRST = 3
const MOST = 20
const WORDS_AROUND = 28
const TYPING = 80 // milliseconds
const KINDS = ["Rutin", "Process", "Ord", "Mål", "Indikator", "Plan", "Dokument", "Aktiviteter", "Risker och kontroller", "Enhet", "Roll", "Översikt", "Sida", "Upphävd rutin"]
const GROUPS = {
  Rutin: "Rutiner", Process: "Processer", Ord: "Ordlistan", Mål: "Mål", Indikator: "Indikatorer", Plan: "Planer",
  Dokument: "Planer och rapporter i sin helhet", Aktiviteter: "Aktiviteter", "Risker och kontroller": "Risker och kontroller", Enhet: "Enheter", Roll: "Roller", Översikt: "Översikter", Sida: "Om handboken",
  "Upphävd rutin": "Upphävda rutiner",
}

const element = (name, attributes = {}, ...content) => {
  const made = Object.assign(document.createElement(name), attributes)
  made.append(...content.filter(part => part !== null && part !== undefined))
  return made
}
const json = (name, base) => fetch(new URL(name, base)).then(answer => answer.ok ? answer.json() : Promise.reject(answer.status))

/* --- The indexes ---------------------------------------------------------------------------------------------- */

const own = new URL("sokindex/", edition).href
const opened = {}
const motor = () => import(new URL("sokmotor.js", here))
const thisYear = () => opened.year ??= motor().then(m => m.open([own]))
const allYears = () => opened.all ??= Promise.all([motor(), json("sokindex.json", root)]).then(([m, indexes]) => {
  const others = indexes.map(address => new URL(address, root).href).filter(address => address !== own)
  return m.open([own, ...others])
})
const choices = () => opened.choices ??= json("urval.json", own)

/* --- A hit ---------------------------------------------------------------------------------------------------- */

/* What is shown of a hit. */
async function shown(hit, motor, terms) {
  const { meta, sections } = await hit.load()
  const { adress: address, utgava: year, title, ...labels } = meta
  const starts = []
  const words = []
  for (const [, heading, text] of sections) {
    starts.push(words.length)
    words.push(...`${heading} ${text}`.split(" ").filter(Boolean))
  }
  const marks = motor.marked(words.join(" "), terms)
  const from = densest(marks)
  const to = Math.min(words.length, from + WORDS_AROUND)
  const snippet = words.slice(from, to).map((word, i) => marks[from + i] ? element("mark", {}, word) : word)
  const within = marks.indexOf(true, from)
  const section = from > 0 ? sections[starts.findLastIndex(start => start <= within)]?.[0] : ""
  return { address, year: Number(year), day: await readersDay(Number(year)), title, labels, snippet, cut: [from > 0, to < words.length], section }
}

/* Where the passage with most marks begins, a few words before its first. */
function densest(marks) {
  let best = 0, most = 0, inside = 0
  for (let i = 0; i < marks.length; i++) {
    inside += marks[i] - (marks[i - WORDS_AROUND] ?? 0)
    if (inside > most) [most, best] = [inside, Math.max(0, i - WORDS_AROUND + 1)]
  }
  return most ? Math.max(0, Math.min(marks.indexOf(true, best) - 5, marks.length - WORDS_AROUND)) : 0
}

/* A rutin's state in words: what it says of itself, or that it has ended, and whether its review is late on that day. */
const TONES = { Gäller: "bra", Upphävd: "inte", "Utkast, gäller inte": "inte" }
function state({ status, granskas, slutar, börjar }, day) {
  if (!status) return []
  if (day && börjar && börjar > day) return [["Gäller inte än", "inte"]]
  if (day && slutar && slutar < day) return [["Gäller inte längre", "inte"]]
  const late = day && granskas && granskas < day ? [["Granskning försenad", "delvis"]] : []
  return [[status, TONES[status] ?? "ingen"], ...late]
}

function drawn(hit, everyYear) {
  const base = new URL(`${hit.year}/`, root)
  const address = hit.section && !hit.address.includes("#") ? `${hit.address}#${hit.section}` : hit.address
  const { slag, ägare, enhet, process, nivå } = hit.labels
  const facts = [nivå ?? slag, enhet !== hit.title && enhet, process !== hit.title && process, ägare && `Ansvarig: ${ägare}`]
  const line = element("p", { className: "hb-traff__fakta" }, facts.filter(Boolean).join(" · "))
  for (const [words, tone] of state(hit.labels, hit.day)) line.append(" ", element("span", { className: `hb-bed hb-${tone}` }, words))
  if (everyYear) line.prepend(element("strong", {}, `${hit.year}`), " · ")
  hit.others?.forEach((other, i) => line.append(i ? ", " : " · Även i ", element("a", { href: new URL(`${other}/${hit.address}`, root) }, `${other}`)))
  const [before, after] = hit.cut
  const text = hit.snippet.flatMap((part, i) => i ? [" ", part] : [part])
  return element("li", { className: "hb-traff" },
    element("a", { href: new URL(address, base), className: "hb-traff__titel" }, hit.title),
    line,
    element("p", { className: "hb-traff__text" }, before ? "… " : "", ...text, after ? " …" : ""))
}

/* --- A search ------------------------------------------------------------------------------------------------- */

/* Asks, and gives the newest question's answer only: what came too late is null. While keys come fast, nothing is fetched but
   the lists of words that begin as what is typed: a question needs them first. */
let asked = 0
async function ask(query, filters, everyYear, most) {
  const ticket = ++asked
  const opening = () => everyYear ? allYears() : thisYear()
  opening().then(engine => engine.prepare(query)).catch(() => {}) // told of when it is asked
  await new Promise(done => setTimeout(done, TYPING))
  if (ticket !== asked) return null
  const answered = async () => {
    const [m, engine] = await Promise.all([motor(), opening()])
    const answer = await engine.ask(query, filters)
    return { answer, hits: await Promise.all(answer.hits.slice(0, most).map(hit => shown(hit, m, answer.terms))) }
  }
  const { answer, hits } = await answered().catch(() => {
    delete opened.year // the handbook may have been published anew since the page was opened
    delete opened.all
    return answered()
  })
  return ticket === asked ? { ...answer, total: answer.hits.length, hits: everyYear ? byAddress(hits) : hits } : null
}

/* The same page in several years is one hit, its newest year first. */
function byAddress(hits) {
  const pages = new Map()
  for (const hit of hits) {
    const first = pages.get(hit.address)
    if (!first) pages.set(hit.address, { ...hit, others: [] })
    else if (hit.year > first.year) pages.set(hit.address, { ...hit, others: [first.year, ...first.others] })
    else first.others.push(hit.year)
  }
  for (const hit of pages.values()) hit.others.sort((a, b) => b - a)
  return [...pages.values()]
}

const quoted = text => `”${text}”`
function counted(answer, query) {
  const pages = answer.total === 1 ? "1 träff" : `${answer.total} träffar`
  const mended = answer.mended.map(([typed, meant]) => `${quoted(typed)} finns inte, så sökningen gäller ${quoted(meant)}`)
  const missing = answer.total ? answer.unknown.filter(word => !answer.mended.some(([typed]) => typed === word)) : []
  return [
    answer.total ? `${pages} på ${quoted(query)}.` : `Inga träffar på ${quoted(query)}.`,
    mended.length ? `${mended.join(". ")}.` : "",
    missing.length ? `Ingen sida har ${missing.map(quoted).join(", ")}.` : "",
  ].filter(Boolean).join(" ")
}

function nothing(answer, query, search) {
  const near = answer.near.slice(0, 5).map(word => element("li", {}, element("a", { href: search(word) }, word)))
  const gap = document.querySelector("[data-hb-lucka]")?.dataset.hbLucka
  return [
    near.length ? element("p", {}, "Menade du något av det här?") : null,
    near.length ? element("ul", {}, ...near) : null,
    element("p", {}, "Sök på ett enda ord, eller leta i ", element("a", { href: new URL("a-o/", edition) }, "listan från A till Ö"), "."),
    gap ? element("p", {}, "Borde det finnas en sida om det? ", element("a", { href: gap.replace("{fraga}", encodeURIComponent(query)) }, "Säg till redaktionen"), ".") : null,
  ].filter(Boolean)
}

/* --- The field in the header ---------------------------------------------------------------------------------- */

function header(form) {
  const field = form.elements.q
  const panel = form.parentElement.querySelector(".hb-sok__panel")
  const status = form.parentElement.querySelector("[role=status]")
  const close = () => { panel.hidden = true; asked++ }
  const show = async () => {
    const query = field.value.trim()
    if (!query) return close()
    const answer = await ask(query, [], false, 6).catch(failed)
    if (!answer || panel.contains(document.activeElement)) return // who has gone down among the hits is not to lose the place
    status.textContent = counted(answer, query)
    const list = element("ol", {}, ...answer.hits.map(hit => drawn(hit, false)))
    const more = element("a", { href: `${form.action}?q=${encodeURIComponent(query)}`, className: "hb-sok__alla" }, answer.total ? `Visa alla ${answer.total} träffar` : "Sök vidare")
    panel.replaceChildren(...(answer.total ? [list] : nothing(answer, query, word => `${form.action}?q=${encodeURIComponent(word)}`)), more)
    panel.hidden = false
  }
  const failed = () => { location.href = `${form.action}?q=${encodeURIComponent(field.value)}` }
  field.addEventListener("input", show)
  field.addEventListener("focus", () => { thisYear().catch(() => {}); if (field.value && panel.hidden) show() })
  walk(form.parentElement, field, panel)
  form.parentElement.addEventListener("keydown", event => {
    if (event.key !== "Escape") return
    close()
    field.focus()
  })
  document.addEventListener("pointerdown", event => form.parentElement.contains(event.target) || close())
  form.parentElement.addEventListener("focusout", event => event.relatedTarget && !form.parentElement.contains(event.relatedTarget) && close())
}

/* The arrow keys lead from the field through the hits and back. */
function walk(area, field, hits) {
  area.addEventListener("keydown", event => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!step) return
    const stops = [field, ...hits.querySelectorAll(".hb-traff__titel, .hb-sok__alla")]
    const at = stops.indexOf(document.activeElement)
    if (at < 0 || !stops[at + step]) return
    event.preventDefault()
    stops[at + step].focus()
  })
}

/* --- The search page ------------------------------------------------------------------------------------------ */

function page(area) {
  const form = area.querySelector("form")
  const { q: field, alla: every } = form.elements
  const status = area.querySelector("[role=status]")
  const list = area.querySelector(".hb-sok__traffar")
  let most = MOST

  const filters = () => [...form.querySelectorAll("select")].map(select => select.value).filter(Boolean)
  const address = query => {
    const parts = new URLSearchParams({ q: query })
    form.querySelectorAll("select").forEach(select => select.value && parts.set(select.name, select.selectedOptions[0].textContent))
    if (every.checked) parts.set("alla", "ja")
    return `?${parts}`
  }
  const show = async () => {
    const query = field.value.trim()
    history.replaceState(null, "", query ? address(query) : location.pathname)
    document.title = document.title.replace(/^.*?(?= – )/, query ? `Sök: ${query}` : "Sök")
    if (!query) { asked++; status.textContent = ""; return list.replaceChildren() }
    const answer = await ask(query, filters(), every.checked, most).catch(error => {
      console.error(error)
      status.textContent = "Sökningen går inte att nå just nu. Försök igen, eller leta i listan från A till Ö."
    })
    if (!answer) return
    status.textContent = counted(answer, query)
    list.replaceChildren(...(answer.total ? groups(answer) : nothing(answer, query, address)))
  }
  const groups = answer => {
    const draw = hit => drawn(hit, every.checked)
    const best = answer.hits.slice(0, FIRST)
    const rest = Map.groupBy ? Map.groupBy(answer.hits.slice(FIRST), hit => hit.labels.slag) : grouped(answer.hits.slice(FIRST))
    const made = [element("h2", {}, "Bästa träffarna"), element("ol", {}, ...best.map(draw))]
    for (const kind of KINDS) if (rest.has(kind)) made.push(element("h2", {}, GROUPS[kind]), element("ol", {}, ...rest.get(kind).map(draw)))
    if (answer.total > most) made.push(element("button", { type: "button", className: "md-button", onclick: () => { most += MOST; show() } }, "Visa fler"))
    return made
  }
  const grouped = hits => hits.reduce((map, hit) => map.set(hit.labels.slag, [...(map.get(hit.labels.slag) ?? []), hit]), new Map())

  field.addEventListener("input", () => { most = MOST; show() })
  form.addEventListener("change", show)
  form.addEventListener("submit", event => { event.preventDefault(); show() })
  walk(area, field, list)
  const given = new URLSearchParams(location.search)
  field.value = given.get("q") ?? ""
  every.checked = given.get("alla") === "ja"
  area.hidden = false
  field.focus()
  choices().then(all => {
    for (const select of form.querySelectorAll("select")) {
      for (const [value, word, count] of all[select.name] ?? []) select.append(new Option(value, word, false, value === given.get(select.name)))
      select.parentElement.hidden = select.options.length < 3
    }
    return show()
  }).catch(show)
}

const form = document.querySelector(".hb-sok form")
if (form) header(form)
const area = document.querySelector(".hb-soksida")
if (area) page(area)
document.addEventListener("keydown", event => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return
  if (event.target.closest?.("input, textarea, select, [contenteditable]")) return
  event.preventDefault()
  const field = area?.querySelector("input[name=q]") ?? form.elements.q
  field.focus()
})
