import type { BuiltStep } from '../sql/build.ts';
import type { BuiltCheck } from '../sql/build-checks.ts';
import type { ByForm } from '../sql/by-form.ts';
import type { Slot, Template } from '../sql/sql.ts';
import type { ParameterValue } from '../stores/store.ts';

/**
 * The statements of a store, by step, then those that count for notes, with what fills their placeholders; the form for
 * few runs where there are two.
 */
export function describeStatements(
  steps: readonly BuiltStep[],
  checks: readonly BuiltCheck[],
  store: Template['store'],
): string {
  const ofSteps = steps.flatMap((built) =>
    statementsOf(built).map(({ title, statement }) => ({ title: `${built.step.id}${title}`, statement })),
  );
  const ofChecks = checks.flatMap(({ check, statement }) => {
    return statement === undefined
      ? []
      : [{ title: `note ${check.kind}`, statement: { store: statement.store, few: statement, many: statement } }];
  });
  return [...ofSteps, ...ofChecks]
    .filter(({ statement }) => statement.store === store)
    .map(({ title, statement }) => `${title}\n${describeTemplate(statement)}`)
    .join('\n\n');
}

/** Every statement of a step, and what it is for where there are several. */
export function statementsOf(built: BuiltStep): readonly { readonly title: string; readonly statement: ByForm }[] {
  switch (built.kind) {
    case 'in-process':
      return [];
    case 'find':
    case 'count':
    case 'find-kin':
    case 'find-forks':
    case 'order-postgres':
    case 'rank-clickhouse':
    case 'count-groups':
    case 'group-rows':
    case 'fetch-clickhouse':
    case 'fetch-summaries':
      return [{ title: '', statement: built.statement }];
    case 'list-lineage': {
      const { up, down, live, elsewhere, parents } = built;
      const named = { up, down, live, elsewhere, parents };
      return Object.entries(named).flatMap(([name, statement]) =>
        statement === undefined ? [] : [{ title: ` ${name}`, statement }],
      );
    }
    case 'find-relatives':
      return [
        { title: ' parents', statement: built.parents },
        { title: ' ancestors', statement: built.ancestors },
      ];
    case 'order-clickhouse':
      return [
        { title: ' candidates', statement: built.candidates },
        ...(built.check === undefined
          ? []
          : [
              { title: ' confirm', statement: built.check.asked },
              { title: ' all', statement: built.check.all },
            ]),
        { title: ' ties', statement: built.byId },
      ];
    case 'fetch-postgres':
      return built.parts.map(({ part, statement }) => ({ title: ` ${part.kind}`, statement }));
    case 'list-rows': {
      const { kind, ...sources } = built.sources;
      const listed = Object.entries(sources).map(([name, statement]) => ({ title: ` ${kind}: ${name}`, statement }));
      return [...listed, ...(built.choose === undefined ? [] : [{ title: ' clauses', statement: built.choose }])];
    }
    case 'list-artifacts':
    case 'read-texts':
      return [{ title: '', statement: built.statement }];
    case 'fetch-facts': {
      const { documents, finals } = built;
      const named = { documents, 'final metrics': finals?.values, 'names of metrics': finals?.names };
      return Object.entries(named).flatMap(([name, statement]) =>
        statement === undefined ? [] : [{ title: ` ${name}`, statement }],
      );
    }
    case 'fetch-bands':
      return built.series.flatMap(({ bands, having }, index) => [
        { title: ` bands of series ${index + 1}`, statement: bands },
        { title: ` runs with series ${index + 1}`, statement: having },
      ]);
    case 'fetch-curves': {
      const { sizes, points, sampled, computed } = built;
      const whole =
        sampled === undefined ? 'points' : `points, where they are few or no series has more than ${sampled.kept}`;
      const named = { sizes, [whole]: points, 'sampled points': sampled?.points };
      return [
        ...Object.entries(named).flatMap(([name, statement]) =>
          statement === undefined ? [] : [{ title: ` ${name}`, statement }],
        ),
        ...computed.map(({ index, statement }) => ({ title: ` points of series ${index + 1}`, statement })),
      ];
    }
  }
}

function describeTemplate({ few, many }: ByForm): string {
  const note = few.text === many.text ? '' : '\n(many runs travel as a bit set)';
  const slots = few.slots.map((slot, index) => `  ${index + 1}: ${describeSlot(slot)}`);
  return [few.text, ...slots].join('\n') + note;
}

function describeSlot(slot: Slot): string {
  switch (slot.kind) {
    case 'value':
      return describeValue(slot.value);
    case 'runs': {
      const runs = slot.of === 'asked' ? 'the runs asked about' : `runs of ${slot.of}`;
      return slot.form === 'handful' ? `${runs}, null unless few` : runs;
    }
    case 'carried':
      return `${slot.part} of column ${slot.index + 1} of ${slot.of}`;
    case 'everywhere':
      return `column ${slot.index + 1} of ${slot.of}`;
    case 'listed':
      return `${slot.part} of the column \`${slot.column}\` of the rows`;
    case 'texts':
      return 'the texts asked about';
    case 'count':
      return 'how many';
  }
}

function describeValue(value: ParameterValue): string {
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}
