import { attribute, type Element } from './html.ts';
import type { Site } from './site.ts';

/** Addresses that an element names, as they stand. */
function addressesOf(element: Element): string[] {
  const names = ['href', 'src', 'poster', 'action', 'data'];
  const srcset = (attribute(element, 'srcset') ?? '').split(',').map((part) => part.trim().split(/\s+/)[0] ?? '');
  return [...names.flatMap((name) => attribute(element, name) ?? []), ...srcset.filter(Boolean)];
}

/** Addresses that lead nowhere, each with why. What leads out of the site must be https. */
export function brokenAddresses(site: Site, addresses: readonly string[], from: string): string[] {
  return addresses.flatMap((address) => {
    const target = site.fileOf(address, from);
    if (target === undefined)
      return /^(?:https|data):/.test(address) ? [] : [`${address} is neither https nor of the site`];
    if (!site.has(target.path)) return [`${address} leads to no file`];
    if (target.anchor === '' || !target.path.endsWith('.html')) return [];
    return site.page(target.path).byId(target.anchor) === undefined ? [`${address} leads to no element`] : [];
  });
}

/** Broken links, images, scripts and styles of all pages, each with its page. */
export function brokenLinks(site: Site): string[] {
  return site.pages.flatMap((path) => {
    const addresses = site.page(path).elements.flatMap((element) => addressesOf(element));
    return brokenAddresses(site, addresses, path).map((fault) => `/${path}: ${fault}`);
  });
}
