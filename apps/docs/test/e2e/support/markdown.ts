/** Addresses of links and images outside code, and bare ones: `[a](b)`, `https://...`. */
export function linksOfMarkdown(markdown: string): string[] {
  const text = markdown.replace(/^( *)(```|~~~)[\s\S]*?^\1\2.*$/gm, '').replace(/(`+)[^`][\s\S]*?\1/g, '');
  const linked = [...text.matchAll(/\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)/g)].map(([, url = '']) => url);
  const bare = text.replace(/\]\([^)]*\)/g, '](').match(/https?:\/\/[^\s)>\]]+/g) ?? [];
  return [...linked, ...bare.map((url) => url.replace(/[.,;]$/, ''))];
}
