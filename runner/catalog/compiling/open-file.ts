import type { FileInRoot } from '#catalog/file-in-root.ts'
import { problemList } from '#catalog/problem-list.ts'
import { readYaml, type YamlSource } from '#catalog/yaml/read-yaml.ts'
import type { InputFile } from './input-file.ts'

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Parses an input file; one that is no UTF-8 text, or empty, has a problem and no data. */
export const openFile = (input: InputFile): FileInRoot & { readonly text: string } => {
  const { file } = input
  const text = textOf(input)
  const source = readYaml(file, text ?? '')
  const list = problemList(source)
  if (text === undefined) {
    list.at([], {
      code: 'unreadable',
      message: 'The file is not UTF-8 text, or cannot be read.',
      hint: 'Save it as UTF-8.',
    })
  } else if (isEmpty(source) && file !== 'lvv.yaml') {
    list.at([], {
      code: 'empty-file',
      message: 'The file is empty.',
      hint: 'Remove it or fill it.',
    })
  } else if (source.data !== undefined) {
    return { file, list, text, data: source.data }
  }
  return { file, list, text: text ?? '', data: undefined }
}

const isEmpty = ({ data, problems }: YamlSource): boolean => data === null && problems.length === 0

const textOf = (input: InputFile): string | undefined => {
  try {
    const bytes = input.bytes()
    return bytes && decoder.decode(bytes)
  } catch {
    return undefined
  }
}
