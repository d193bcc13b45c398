import { render } from 'preact';
import { ReceiptPage } from './receipt-page.tsx';

const visit = decodeURIComponent(location.pathname.split('/').at(-1)!);
const token = new URLSearchParams(location.search).get('token') ?? '';
render(<ReceiptPage visit={visit} token={token} />, document.getElementById('page')!);
