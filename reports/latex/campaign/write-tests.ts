import { writeProcedure } from '#reports/latex/script/write-procedure.ts'
import { heading, prose, titleText } from '#reports/latex/writing/blocks.ts'
import { labelName } from '#reports/latex/writing/links.ts'
import { type Latex, lines, tex } from '#reports/latex/writing/tex.ts'
import { type Campaign, type PlannedCase, procedureContext } from './campaign.ts'

/** What a plan will execute: each case with its procedure. */
export const writeTests = (campaign: Campaign): Latex =>
  lines(
    tex`\newpage`,
    heading(1, tex`Detailed Tests`, tex`sect:detailedtests`),
    campaign.cases.map((item) => test(item, campaign)),
  )

const test = ({ key, held, definition }: PlannedCase, campaign: Campaign): Latex => {
  const objective = held?.objective
  return lines(
    heading(2, tex`${key}${held ? tex` - ${titleText(held.title)}` : tex``}`, labelName(key)),
    held
      ? tex`Version \textbf{${held.contentHash.slice(0, 8)}}. Status \textbf{${held.status}}. Open ${campaign.links.testCase(key)} in Jira.`
      : tex`This root holds no such test case.`,
    objective === undefined ? undefined : prose([objective]),
    definition ? writeProcedure(definition, procedureContext(campaign)) : undefined,
  )
}
