import type { NotebankSigV4Lab } from '@notebank/elements/sigv4-lab';

/** Loads a lab, by the name of its element. */
const LOADERS: Readonly<Record<string, () => Promise<unknown>>> = {
  'notebank-sigv4-lab': () => import('@notebank/elements/sigv4-lab/define'),
};

/** A lab in a note is loaded when a reader wants to try it; on its own page, when it comes near the view. */
for (const [name, load] of Object.entries(LOADERS)) {
  for (const lab of document.querySelectorAll<NotebankSigV4Lab>(name)) {
    if (lab.hasAttribute('compact')) addButton(lab, load);
    else whenNear(lab, load);
  }
}

function addButton(lab: NotebankSigV4Lab, load: () => Promise<unknown>): void {
  const button = document.createElement('button');
  button.type = 'button';
  button.dataset.labOpen = '';
  button.textContent = 'Try it here';
  button.addEventListener('click', async () => {
    await load();
    lab.open();
  });
  lab.querySelector('.nb-lab-actions')?.prepend(button, ' ');
}

function whenNear(lab: Element, load: () => Promise<unknown>): void {
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      void load();
    },
    { rootMargin: '400px' },
  );
  observer.observe(lab);
}
