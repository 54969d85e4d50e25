// Searches for the words of the address that was not found, and fills the search of the page with them.
const words = decodeURIComponent(location.pathname.slice(import.meta.env.BASE_URL.length))
  .replace(/\.\w+$/, '')
  .split(/[^\p{L}\p{N}]+/u)
  .filter((word) => word.length > 1 && !['notes', 'q', 'exams', 'labs', 'index', 'html'].includes(word))
  .join(' ');
const button = document.querySelector<HTMLElement>('[data-search-here] [data-search]');
if (button !== null && words !== '') button.dataset.query = words;

const into = document.querySelector<HTMLElement>('[data-search-nearest]');
if (into !== null && words !== '') {
  const { showNearest } = await import('../search/nearest-pages.ts');
  await showNearest({ base: import.meta.env.BASE_URL, query: words, into });
}
