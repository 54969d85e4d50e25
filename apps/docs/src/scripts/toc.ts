/** Marks the heading that the reader is at in "On this page". */
export function followHeadings(): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('.toc a')];
  const targets = links.flatMap((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))) ?? []);
  if (targets.length === 0) return;
  const mark = () => {
    const passed = targets.filter((target) => target.getBoundingClientRect().top < 140).at(-1);
    for (const link of links) {
      if (passed && link.hash === `#${encodeURIComponent(passed.id)}`) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
  };
  const observer = new IntersectionObserver(mark, { rootMargin: '-139px 0px -60% 0px' });
  for (const target of targets) observer.observe(target);
}

/** Scrolls the sidebar, and nothing else, to the page that it marks. */
export function showCurrentTopic(): void {
  const side = document.querySelector<HTMLElement>('.with-side > .side');
  const current = side?.querySelector<HTMLElement>('[aria-current="page"]');
  if (!side || !current) return;
  const below = current.getBoundingClientRect().bottom - side.getBoundingClientRect().bottom;
  if (below > 0) side.scrollTop += below + side.clientHeight / 3;
}
