import { render } from 'preact';
import { EntryPage } from './entry-page.tsx';

const shopper = decodeURIComponent(location.pathname.split('/').at(-1)!);
const token = new URLSearchParams(location.search).get('token') ?? '';
render(<EntryPage shopper={shopper} token={token} />, document.getElementById('page')!);
