/** A page that has only a few words to say. */
export const Notice = ({ title, text, store }: { title: string; text: string; store?: string }) => (
  <main class="notice" aria-live="polite">
    {store && <p class="notice-store">{store}</p>}
    <h1>{title}</h1>
    <p class="soft">{text}</p>
  </main>
);
