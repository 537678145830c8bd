// Fields whose value is a signal: a choice that is on or off, and a search.
import type { Signal } from '@preact/signals';
import type { ComponentChildren, RefObject } from 'preact';

export type CheckProps = { readonly on: Signal<boolean>; readonly children: ComponentChildren };

export function Check({ on, children }: CheckProps) {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={on.value}
        onChange={({ currentTarget }) => {
          on.value = currentTarget.checked;
        }}
      />
      {children}
    </label>
  );
}

export type SearchFieldProps = {
  readonly id: string;
  readonly label: string;
  readonly search: Signal<string>;
  readonly field?: RefObject<HTMLInputElement | null>;
};

export function SearchField({ id, label, search, field }: SearchFieldProps) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        ref={field ?? null}
        type="search"
        autocomplete="off"
        value={search}
        onInput={({ currentTarget }) => {
          search.value = currentTarget.value;
        }}
      />
    </div>
  );
}
