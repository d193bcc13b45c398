export * from './core/catalogue.ts';
export * from './core/contained-tax.ts';
export * from './core/draft-receipt.ts';
export * from './core/judge-cart.ts';
