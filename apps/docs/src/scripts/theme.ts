import { keep } from './store.ts';

/** The button that turns the dark theme on and off. A choice that equals the system's is not kept. */
export function themeButton(): void {
  const button = document.querySelector<HTMLButtonElement>('[data-theme-button]');
  const { dataset } = document.documentElement;
  const system = matchMedia('(prefers-color-scheme: dark)');
  const show = () => button?.setAttribute('aria-pressed', String(dataset.theme === 'dark'));
  const set = (theme: 'dark' | 'light') => {
    dataset.theme = theme;
    show();
  };
  button?.addEventListener('click', () => {
    set(dataset.theme === 'dark' ? 'light' : 'dark');
    keep('notebank.theme', (dataset.theme === 'dark') === system.matches ? '' : (dataset.theme ?? ''));
  });
  system.addEventListener('change', () => set(system.matches ? 'dark' : 'light'));
  show();
}
