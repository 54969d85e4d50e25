/** An element that waits for its reader in a short form. */
interface CompactLab extends HTMLElement {
  open(): void | Promise<void>;
}

/**
 * Loads a lab by the name of its element: in a note when a reader wants to try it; on its own page, when it comes near the
 * view.
 */
export function bringToLife(name: string, load: () => Promise<unknown>): void {
  for (const lab of document.querySelectorAll<CompactLab>(name)) {
    if (lab.hasAttribute('compact')) addButton(lab, load);
    else whenNear(lab, load);
  }
}

function addButton(lab: CompactLab, load: () => Promise<unknown>): void {
  const button = document.createElement('button');
  button.type = 'button';
  button.dataset.labOpen = '';
  button.textContent = 'Try it here';
  button.addEventListener('click', async () => {
    await load();
    await lab.open();
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
