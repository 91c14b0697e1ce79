import { existsSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitepress'
import sidebar from './sidebar.json' with { type: 'json' }

const docs = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const repository = 'https://github.com/clipunit/clipunit'

/** Links to files of the repository, which are no pages, lead to GitHub. */
function repositoryLinks(md) {
  md.core.ruler.push('repository-links', (state) => {
    for (const token of state.tokens.flatMap((block) => block.children ?? [])) {
      const href = token.type === 'link_open' ? token.attrGet('href') : null
      if (!href || /^([a-z]+:|#|\/)/.test(href)) continue
      const [path, fragment] = decodeURI(href).split('#')
      const file = resolve(docs, dirname(state.env.relativePath), path)
      const isPage = path.endsWith('.md') && file.startsWith(docs + sep)
      if (isPage || !existsSync(file)) continue // VitePress reports a page that does not exist
      const kind = statSync(file).isDirectory() ? 'tree' : 'blob'
      const place = relative(join(docs, '..'), file).split(sep).join('/')
      token.attrSet('href', `${repository}/${kind}/main/${place}${fragment ? '#' + fragment : ''}`)
    }
  })
}

/** Snippets are cut from tests, with their indentation. */
function outdentedCode(md) {
  md.core.ruler.push('outdented-code', (state) => {
    for (const token of state.tokens.filter((block) => block.type === 'fence')) {
      const indents = token.content.split('\n').filter((line) => line.trim()).map((line) => line.search(/\S/))
      const least = Math.min(...indents)
      if (least > 0) token.content = token.content.replace(new RegExp(`^ {${least}}`, 'gm'), '')
    }
  })
}

/** Fragments as GitHub makes them, so that one link works on both. */
const slugify = (heading) =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
    .replace(/ /g, '-')

export default defineConfig({
  title: 'clipunit',
  description: 'Unit tests for image generators: score pictures against prompts with CLIP, in JUnit.',
  lang: 'en',
  base: process.env.DOCS_BASE ?? '/clipunit/',
  srcExclude: ['samples/**'],
  ignoreDeadLinks: false,
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: `${process.env.DOCS_BASE ?? '/clipunit/'}logo.svg` }]],
  markdown: {
    anchor: { slugify },
    config: (md) => {
      repositoryLinks(md)
      outdentedCode(md)
    }
  },
  themeConfig: {
    logo: '/logo.svg',
    sidebar,
    nav: [
      { text: 'Start', link: '/start' },
      { text: 'Assertions', link: '/assertions' },
      { text: 'FAQ', link: '/faq' },
      { text: 'Changelog', link: `${repository}/blob/main/CHANGELOG.md` }
    ],
    outline: [2, 3],
    search: { provider: 'local' },
    socialLinks: [{ icon: 'github', link: repository }],
    editLink: { pattern: `${repository}/edit/main/docs/:path`, text: 'Edit this page' }
  }
})
