// Checks the built pages: every link, fragment and picture is there, nothing is loaded from elsewhere, and the search has an index.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const base = process.env.DOCS_BASE ?? '/clipunit/'
const docs = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const dist = join(docs, '.vitepress/dist')
const faults = []
const files = readdirSync(dist, { recursive: true }).filter((file) => statSync(join(dist, file)).isFile())
const pages = new Map(files.filter((file) => file.endsWith('.html')).map((file) => [file, readFileSync(join(dist, file), 'utf8')]))
const values = (text, pattern) => [...text.matchAll(pattern)].map((match) => match[1].replaceAll('&amp;', '&'))
const ids = new Map([...pages].map(([file, html]) => [file, new Set(values(html, /\sid="([^"]+)"/g))]))

function checkLink(page, link) {
  const target = new URL(link, `http://site${base}${page}`)
  if (target.host !== 'site') return
  const path = decodeURIComponent(target.pathname)
  if (!path.startsWith(base)) return faults.push(`${page}: [${link}] leaves the site's path [${base}]`)
  const rest = path.slice(base.length)
  const file = [rest, `${rest}index.html`].find((name) => files.includes(name))
  if (!file) return faults.push(`${page}: [${link}] leads to no file`)
  const fragment = decodeURIComponent(target.hash.slice(1))
  if (fragment && pages.has(file) && !ids.get(file).has(fragment)) faults.push(`${page}: [${link}] leads to no heading`)
}

for (const [page, html] of pages) {
  if (page === '404.html') continue
  values(html, /\s(?:href|src)="([^"]*)"/g).forEach((link) => checkLink(page, link))
  values(html, /<(?:script|img|iframe|link)\b[^>]*\s(?:src|href)="((?:https?:)?\/\/[^"]*)"/g)
    .forEach((link) => faults.push(`${page}: [${link}] is loaded from elsewhere`))
}
for (const file of files.filter((name) => name.endsWith('.css'))) {
  values(readFileSync(join(dist, file), 'utf8'), /(?:url\(|@import)\s*["']?((?:https?:)?\/\/[^"')]*)/g)
    .forEach((link) => faults.push(`${file}: [${link}] is loaded from elsewhere`))
}
for (const page of readdirSync(docs).filter((name) => name.endsWith('.md'))) {
  if (!pages.has(page.replace('.md', '.html'))) faults.push(`docs/${page} became no page`)
}
if (!files.some((file) => /localSearchIndex.*\.js$/.test(file) && statSync(join(dist, file)).size > 10_000)) {
  faults.push('there is no search index')
}
if (pages.size < 10) faults.push(`only ${pages.size} pages were built`)

console.log(faults.length ? faults.join('\n') : `${pages.size} pages in ${relative(process.cwd(), dist)}: all links, fragments and pictures are there`)
process.exitCode = faults.length ? 1 : 0
