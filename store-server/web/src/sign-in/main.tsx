import { render } from 'preact';
import { SignInPage } from './sign-in-page.tsx';

render(<SignInPage />, document.getElementById('page')!);
