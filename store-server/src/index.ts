export * from './core/catalogue.ts';
export * from './core/receipts/contained-tax.ts';
export * from './core/receipts/draft-receipt.ts';
export * from './core/judge-cart.ts';
