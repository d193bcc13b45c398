import { render } from 'preact';
import { TabletPage } from './tablet-page.tsx';

render(<TabletPage />, document.getElementById('page')!);
