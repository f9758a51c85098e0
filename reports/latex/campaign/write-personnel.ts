import type { RunOutcome } from '#domain/tracing/outcome.ts'
import { cell, heading, tableRow } from '#reports/latex/writing/blocks.ts'
import { joinTex, type Latex, lines, tex } from '#reports/latex/writing/tex.ts'
import type { Campaign } from './campaign.ts'

/** Who takes part: as the plan names them, and who started each run. */
export const writePersonnel = (campaign: Campaign): Latex => {
  const { plan, sections, links, dossiers, trace } = campaign
  const outcomes = new Map(trace.runs.map((run) => [run.run, run]))
  const ran = dossiers.flatMap(({ run }) => outcomes.get(run.id) ?? [])
  return lines(
    tex`\newpage`,
    heading(1, tex`Personnel`, tex`sect:personnel`),
    tex`Owner of test plan ${links.testPlan(plan.key)}: \textbf{${sections.owner ?? 'not stated'}}.`,
    tex`{\small`,
    tex`\begin{longtable}{>{\raggedright\arraybackslash}p{4.5cm}>{\raggedright\arraybackslash}p{4.5cm}>{\raggedright\arraybackslash}p{6cm}}`,
    tex`\toprule`,
    tex`\textbf{Name} & \textbf{Role} & \textbf{Part} \\ \midrule`,
    tex`\endhead`,
    tex`\bottomrule`,
    tex`\endfoot`,
    sections.personnel.map(({ name, role, cases }) =>
      tableRow([
        cell(name),
        cell(role),
        cases.length === 0 ? tex`the campaign` : joinTex(cases.map(cell), tex`, `),
      ]),
    ),
    ran.flatMap(runRows),
    plan.approvals.map((approval) =>
      tableRow([
        cell(approval.name ?? ''),
        cell(approval.role ?? ''),
        tex`approved the ${cell(approval.what ?? 'plan')}${approval.date === undefined ? tex`` : tex` on ${cell(approval.date)}`}`,
      ]),
    ),
    ...(sections.personnel.length + ran.length + plan.approvals.length === 0
      ? [tableRow([tex`Nobody is named yet.`, tex``, tex``])]
      : []),
    tex`\end{longtable}`,
    tex`}`,
  )
}

const runRows = ({ run, executor, reviews }: RunOutcome): readonly Latex[] => [
  ...(executor === undefined
    ? []
    : [tableRow([cell(executor), tex`executor`, tex`started run ${run}`])]),
  ...reviews.map(({ name, role, disposition, at }) =>
    tableRow([
      cell(name),
      cell(role),
      tex`${disposition === 'accept' ? 'accepted' : 'rejected'} run ${run} on ${at.slice(0, 10)}`,
    ]),
  ),
]
