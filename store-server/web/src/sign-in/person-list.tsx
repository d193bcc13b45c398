import type { SignInState } from '../../../src/core/access/views.ts';

export interface PersonListProps {
  /** What people call this device. */
  readonly device: string;
  readonly staff: SignInState['staff'];
  readonly onChoose: (person: SignInState['staff'][number]) => void;
}

/** Who is it? */
export const PersonList = ({ device, staff, onChoose }: PersonListProps) => (
  <section class="sign-in-form" aria-labelledby="who">
    <h1 id="who">Who are you?</h1>
    {staff.length === 0 && (
      <p class="soft">
        Nobody can sign in by PIN yet. A manager sets PINs under Set-up, Staff; npm run store-server -- enrol prints a link that signs a manager in.
      </p>
    )}
    <ul class="people">
      {staff.map((person) => (
        <li key={person.staff}><button type="button" class="person" onClick={() => onChoose(person)}>{person.name}</button></li>
      ))}
    </ul>
    <p class="soft">{device}</p>
  </section>
);
