import { brief, type Content, type Html, html, textOf } from './html.ts'
import { rootOf } from './site-paths.ts'

/** One page of the site. */
export interface Page {
  /** Where it lies in the site. */
  readonly path: string
  readonly title: string
  /** Part of the site that it belongs to, as in `places`. */
  readonly place: Place
  /** Pages above it, from the top; the page itself stands at the end by its name. */
  readonly trail?: readonly { readonly path: string; readonly name: string }[]
  /** What it is called at the end of the trail; absent: its title. */
  readonly name?: string
  readonly body: Html
  /** Scripts of the site that it uses; every page can be read without. */
  readonly scripts?: readonly string[]
  /** The page fills the width of the window. */
  readonly wide?: boolean
}

const places = [
  ['overview', 'Overview', 'index.html'],
  ['matrix', 'Matrix', 'matrix.html'],
  ['flow', 'Flow-down', 'flow.html'],
  ['gaps', 'Gaps', 'gaps.html'],
  ['margins', 'Margins', 'margins.html'],
  ['approvals', 'Approvals', 'approvals.html'],
  ['runs', 'Runs', 'runs.html'],
  ['changes', 'Changes', 'changes.html'],
] as const

/** A part of the site. */
export type Place = (typeof places)[number][0] | 'words'

/**
 * Nothing is loaded but what lies in the site, nothing runs that stands in a page, nothing is sent anywhere. A
 * policy in the page holds on a disk as on a server.
 */
export const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'"

/** A whole page as text. */
export const renderPage = (page: Page, footer: Content): string => {
  const root = rootOf(page.path)
  const trail = page.trail ?? []
  return `<!doctype html>\n${textOf(html`<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${brief(page.title, 120)} · Verification</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${root}assets/site.css">
${(page.scripts ?? []).map((script) => html`<script src="${root}assets/${script}" defer></script>\n`)}</head>
<body${page.wide === true && html` class="wide"`}>
<a class="skip" href="#main">Skip to content</a>
<header class="top">
<a class="brand" href="${root}index.html">Verification <small>lvv</small></a>
<nav aria-label="Site"><ul>${places.map(
    ([place, name, path]) =>
      html`<li><a href="${root}${path}"${page.place === place && html` aria-current="${page.path === path ? 'page' : 'true'}"`}>${name}</a></li>`,
  )}</ul></nav>
${page.path !== 'matrix.html' && html`<form class="find" role="search" action="${root}matrix.html" method="get"><label for="find">Find in matrix</label><input id="find" name="q" type="search" placeholder="Key or words" autocomplete="off"></form>`}
</header>
<main id="main" tabindex="-1">
${
  trail.length > 0 &&
  html`<nav class="trail" aria-label="Breadcrumb"><ol>${trail.map(
    ({ path, name }) => html`<li><a href="${root}${path}">${name}</a></li>`,
  )}<li aria-current="page">${brief(page.name ?? page.title, 60)}</li></ol></nav>`
}
${page.body}
</main>
<footer>${footer}</footer>
</body>
</html>
`)}`
}
