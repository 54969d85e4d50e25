import { posix } from 'node:path';
import { sha1 } from '../../digest.ts';
import type { LinkResolver } from '../../render/html.ts';
import { bankLinks } from '../../render/publish.ts';
import type { ExportProblem } from '../problem.ts';

/**
 * Bytes of a file of the bank.
 *
 * @param path - Relative to the root of the bank, with `/`.
 * @returns `undefined` when there is no such file.
 */
export type MediaReader = (path: string) => Uint8Array | undefined;

/** A reader for banks without media. */
export const noMedia: MediaReader = () => undefined;

/** Collects the images of Anki notes and names them by content. */
export interface MediaCollector {
  /** Links of a file: images become names in Anki's flat folder, the rest absolute addresses. */
  readonly links: (path: string) => LinkResolver;
  /** Files by name. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly problems: readonly ExportProblem[];
}

/**
 * Names every image `q-<first 12 digits of its SHA-1>.<ending>`: Anki never replaces a media file whose name exists,
 * so a name must stand for one content.
 *
 * @param site - What links begin with; ends with `/`.
 */
export function collectMedia(read: MediaReader, site: string): MediaCollector {
  const names = new Map<string, string | undefined>();
  const files = new Map<string, Uint8Array>();
  const problems: ExportProblem[] = [];

  const add = (target: string): string | undefined => {
    const bytes = read(target);
    if (bytes === undefined) return undefined;
    const digest = Buffer.from(sha1(bytes)).toString('hex').slice(0, 12);
    const name = `q-${digest}${ending(target)}`;
    files.set(name, bytes);
    return name;
  };

  const links = (path: string): LinkResolver => {
    const resolve = bankLinks(path, site);
    return (url, what) => {
      if (what === 'href') return resolve(url, what);
      const target = mediaPath(path, url);
      if (target === undefined) {
        problems.push(foreignImage(path, url));
        return url;
      }
      if (!names.has(target)) names.set(target, add(target));
      const name = names.get(target);
      if (name === undefined) problems.push(missingImage(path, url, target));
      return name ?? url;
    };
  };
  return { links, files, problems };
}

/** Path of an image relative to the root of the bank; `undefined` for an address outside of it. */
function mediaPath(path: string, url: string): string | undefined {
  if (/^[a-z][a-z+.-]*:|^#|^\//i.test(url)) return undefined;
  const [file = ''] = url.split(/[?#]/, 1);
  const target = posix.join(posix.dirname(path), decode(file));
  return target.startsWith('../') ? undefined : target;
}

function decode(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}

function ending(path: string): string {
  const extension = posix.extname(path).toLowerCase();
  return /^\.[a-z0-9]{1,5}$/.test(extension) ? extension : '.bin';
}

function missingImage(path: string, url: string, target: string): ExportProblem {
  return {
    path,
    found: `image \`${url}\` without a file`,
    expected: `\`${target}\` in the bank`,
    mend: 'Add the file, or correct the path.',
  };
}

function foreignImage(path: string, url: string): ExportProblem {
  return {
    path,
    found: `image \`${url}\` from outside of the bank`,
    expected: 'a relative path into `media/`',
    mend: 'Put the image under `media/<topic>/`: a deck brings its images along and loads nothing.',
  };
}
