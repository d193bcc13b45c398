export const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
export const CHROMIUM_ARGUMENTS = [
  '--no-sandbox', '--headless', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync',
];
/** Sizes that pages are pictured and checked at, px. */
export const SIZES = { tablet: { width: 1024, height: 768 }, phone: { width: 390, height: 844 } } as const;
