import { execa } from 'execa'
import { expect, test } from 'vitest'
import { fromJsonText } from '#domain/json-text.ts'
import { rubinPython } from '#steps/pipelines/fixtures/rubin-python.ts'

const python = async (script: string) => {
  const { stdout } = await execa(await rubinPython(), ['-B', '-c', script], {
    cwd: import.meta.dirname,
  })
  return stdout.split('\n')
}

test('an answer goes in parts of bounded length, which join to its text', async () => {
  const lines = await python(`
import io, sys
from lvv_worker.channel import Channel
channel = Channel(sys.stdin, sys.stdout)
channel.answer(7, {"ok": True, "result": {"text": "ä" * 300_000, "big": 2**60 + 1, "nan": float("nan")}})
`)
  const parts = lines.map((line) => JSON.parse(line))
  expect(parts.map(({ id, last }) => [id, last])).toEqual([
    [7, false],
    [7, false],
    [7, true],
  ])
  expect(fromJsonText(parts.map(({ part }) => part).join(''))).toEqual({
    ok: true,
    result: { text: 'ä'.repeat(300_000), big: 2n ** 60n + 1n, nan: Number.NaN },
  })
})

test('an answer that is too large is refused before anything of it was sent', async () => {
  const lines = await python(`
import sys
from lvv_worker.channel import Channel, TooLarge
from lvv_worker.failures import describe
channel = Channel(sys.stdin, sys.stdout)
try:
    channel.answer(1, {"ok": True, "result": "x" * (17 * 1024 * 1024)})
except TooLarge as error:
    print(describe(error)["kind"])
`)
  expect(lines).toEqual(['too-large'])
})

test('instants become UTC, whatever their zone; sets are sorted; bytes are hex', async () => {
  const lines = await python(`
import datetime, uuid
from lvv_worker.plain import encode, plain
zone = datetime.timezone(datetime.timedelta(hours=2))
print(encode(plain({
    "aware": datetime.datetime(2026, 3, 14, 3, 0, tzinfo=zone),
    "naive": datetime.datetime(2026, 3, 14, 1, 0),
    "day": datetime.date(2026, 3, 14),
    "set": {"b", "a"},
    "bytes": b"\\x01\\xff",
    "id": uuid.UUID(int=1),
    1: (True, None),
})))
`)
  expect(JSON.parse(lines.join(''))).toEqual({
    aware: '2026-03-14T01:00:00Z',
    naive: '2026-03-14T01:00:00Z',
    day: '2026-03-14',
    set: ['a', 'b'],
    bytes: '01ff',
    id: '00000000-0000-0000-0000-000000000001',
    '1': [true, null],
  })
})
