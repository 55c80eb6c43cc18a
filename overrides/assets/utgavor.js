/* What an old page must know of today. A page's own bytes never change, so this asks versions.json and id.json at the
   site's root which edition is the newest and where the same thing stands in it. Without script the page still says
   which year it is and links to the newest edition. */
(() => {
  const script = document.currentScript
  const edition = new URL("../", script.src)
  const root = new URL("../", edition)
  const year = Number(script.dataset.utgava)
  const page = location.pathname.slice(edition.pathname.length).replace(/index\.html$/, "")
  const read = name => fetch(new URL(name, root)).then(answer => answer.ok ? answer.json() : Promise.reject(answer.status))
  let asked
  const ids = () => asked ??= read("id.json")

  /* The addresses in another year's edition that are about the same thing as this page. */
  const same = (known, other) => {
    const there = address => (known.sidor[address] ?? []).includes(other)
    if (there(page)) return [page]
    return Object.keys(known.foljder.find(line => page in line) ?? {}).filter(there)
  }

  const link = (address, text) => {
    const a = document.createElement("a")
    a.href = new URL(address, root)
    a.textContent = text
    return a
  }

  const banner = (known, newest) => {
    const found = same(known, newest)
    const titles = known.foljder.find(line => page in line) ?? {}
    const text = [`Du läser utgåva ${year}. `]
    if (found.length === 1 && found[0] === page) text.push(link(`aktuell/${page}`, `Till samma sida i den aktuella utgåvan, ${newest}`))
    else if (found.length) {
      text.push(`I den aktuella utgåvan, ${newest}, motsvaras sidan av `)
      found.forEach((address, i) => text.push(i ? ", " : "", link(`aktuell/${address}`, titles[address])))
    } else text.push(`Sidan finns inte i den aktuella utgåvan. `, link("aktuell/", `Till utgåva ${newest}`))
    const place = document.querySelector(".hb-utgava")
    place.firstElementChild.replaceChildren(...text)
    place.hidden = false
  }

  /* A goal's page names the same goal in every later edition, as it itself names it in earlier ones. */
  const later = (known, years) => {
    const titles = known.foljder.find(line => page in line) ?? {}
    const list = document.createElement("ul")
    years.filter(other => other > year).sort().forEach(other => same(known, other).forEach(address => {
      const item = document.createElement("li")
      item.append(`${other}: `, link(`${other}/${address}`, titles[address] ?? document.querySelector("h1").firstChild.textContent))
      list.append(item)
    }))
    if (!list.children.length) return
    const heading = document.createElement("h2")
    heading.textContent = "Samma mål senare"
    document.querySelector(".hb-senare")?.append(heading, list)
  }

  read("versions.json").then(versions => {
    const newest = Number(versions.find(v => v.aliases.includes("aktuell")).version)
    if (year === newest) return
    return ids().then(known => {
      banner(known, newest)
      later(known, versions.map(v => Number(v.version)))
    })
  }).catch(() => {})

  /* Material's version list leads to each edition's front page; when a reader reaches for it, let it stay on the page. */
  const stay = event => {
    const list = event.target.closest?.(".md-version")
    if (!list || list.dataset.kvar) return
    list.dataset.kvar = ""
    ids().then(known => list.querySelectorAll("a").forEach(a => {
      const [address] = same(known, Number(a.pathname.split("/").filter(Boolean).at(-1)))
      if (address) a.href += address
    })).catch(() => {})
  }
  /* A printed page says when it was printed and where it stands: on paper nothing else tells which day it was true. */
  addEventListener("beforeprint", () => {
    const line = document.querySelector(".hb-utskrift")
    if (!line) return
    line.dataset.namn ??= line.textContent
    const today = new Intl.DateTimeFormat("sv", { day: "numeric", month: "long", year: "numeric" }).format(new Date())
    line.textContent = `${line.dataset.namn}. Utskriven ${today} från ${location.href.replace(/[?#].*/, "")}`
  })

  document.addEventListener("pointerover", stay)
  document.addEventListener("focusin", stay)
})()
