// run.mjs PROGRAM ...: runs a program that was compiled for WebAssembly, in node.
//
// A suite of tests (test_NAME) is started once for each of its tests, in a process of its own,
// so that a trap or an endless loop fails one test and not the suite.  It takes the options of
// lib/test/test.h:
//
//   run.mjs test_NAME [PATTERN] [--result FILE] [--records FILE] [--patience N]
//
// Tests that absent.tsv names need what WebAssembly does not have; they are not run and not
// counted.  Any other program, and a suite after --one, gets its arguments; its output is ours.
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";

const self = new URL(import.meta.url).pathname;
const SECONDS = 60; // for one test, which natively has ten

// Numbers of WASI: an error and what a program may not do with a file that is none.
const BADF = 8, NOSYS = 52;

// What a program imports: its arguments, standard output and error, a clock and an end.
// There are no files.  Views of the memory are made anew for every call, as it may grow.
function system(args, memory) {
  const view = () => new DataView(memory().buffer);
  const words = args.map((a) => Buffer.from(a + "\0"));
  return {
    args_sizes_get(count, size) {
      view().setUint32(count, words.length, true);
      view().setUint32(size, words.reduce((n, w) => n + w.length, 0), true);
      return 0;
    },
    args_get(pointers, text) {
      for (const word of words) {
        view().setUint32(pointers, text, true);
        new Uint8Array(memory().buffer).set(word, text);
        pointers += 4, text += word.length;
      }
      return 0;
    },
    environ_sizes_get(count, size) {
      view().setUint32(count, 0, true);
      view().setUint32(size, 0, true);
      return 0;
    },
    environ_get: () => 0,
    fd_write(fd, pieces, count, written) {
      if (fd !== 1 && fd !== 2) return BADF;
      let total = 0;
      for (let i = 0; i < count; i++) {
        const from = view().getUint32(pieces + 8 * i, true);
        const size = view().getUint32(pieces + 8 * i + 4, true);
        const done = fs.writeSync(fd, new Uint8Array(memory().buffer, from, size));
        total += done;
        if (done < size) break;
      }
      view().setUint32(written, total, true);
      return 0;
    },
    clock_time_get(clock, precision, time) {
      view().setBigUint64(time, process.hrtime.bigint(), true);
      return 0;
    },
    fd_fdstat_get: (fd) => (fd === 1 || fd === 2 ? 0 : BADF),
    fd_prestat_get: () => BADF,
    fd_close: () => 0,
    proc_exit(status) { process.exit(status); },
  };
}

// Starts a program and returns its exit status; a trap is thrown.
function start(program, args) {
  let instance;
  const known = system(args, () => instance.exports.memory);
  const wasi = new Proxy(known, { get: (all, name) => all[name] ?? (() => NOSYS) });
  const module = new WebAssembly.Module(fs.readFileSync(program));
  instance = new WebAssembly.Instance(module, { wasi_snapshot_preview1: wasi });
  instance.exports._start();
}

// What one run of a suite prints, and how it ended.
function listen(program, args, patience) {
  const words = [self, "--one", program, ...args];
  const timeout = SECONDS * 1000 * patience;
  const run = spawnSync(process.execPath, words, { encoding: "utf8", timeout });
  const trap = run.stderr.match(/^.*Error: .*$/m);
  const ended = run.status === 0 ? "" : trap ? `trapped: ${trap[0]}` :
    run.signal ? `ended by ${run.signal}` : `ended with status ${run.status}`;
  return { ended, text: run.stdout };
}

// An empty string when the test has passed, or why it has not.
function judge(name, { ended, text }) {
  const failure = text.match(/^fail ([^]*)/m);
  if (failure) return failure[1].trimEnd();
  if (ended) return ended;
  return text.endsWith(`end ${name}\n`) ? "" : "the test did not reach its end: was exit called?";
}

// The tests of a suite that absent.tsv names: folder/suite, test (or *), reason.
function absent(program) {
  const rows = fs.readFileSync(path.join(path.dirname(self), "absent.tsv"), "utf8").trim().split("\n").slice(1);
  const named = rows.map((row) => row.split("\t")).filter(([suite]) => program.endsWith(suite));
  return (test) => named.some((row) => row[1] === test || row[1] === "*");
}

// Of a suite: its name, and the tests that are to run.
function table(program, pattern) {
  const said = listen(program, [], 1).text, skip = absent(program);
  const all = [...said.matchAll(/^test (\S+)$/gm)].map((m) => m[1]);
  return {
    title: said.match(/^suite (.*)$/m)[1],
    tests: all.filter((name) => name.includes(pattern) && !skip(name)),
  };
}

// The claims of a test, as rows of a file of records; the verdict comes last.
function claims(title, name, text, verdict) {
  return [...text.matchAll(/^claim (\S+) (\S+) (\S+)$/gm)].map((m) =>
    [title, name, m[1], (+m[2]).toPrecision(3), (+m[3]).toPrecision(3), verdict].join("\t") + "\n");
}

function runSuite(program, options) {
  const { title, tests } = table(program, options.pattern), records = [];
  let passed = 0;
  for (const name of tests) {
    const heard = listen(program, [name], options.patience), why = judge(name, heard);
    if (why) console.log(`  failed  ${name}\n      ${why}`);
    else passed++;
    records.push(...claims(title, name, heard.text, why ? "failed" : "passed"));
  }
  const failed = tests.length - passed;
  console.log(`${title.padEnd(34)} ${String(passed).padStart(4)} passed ` +
    `${String(failed).padStart(4)} failed`);
  if (options.result) fs.writeFileSync(options.result, `${passed} ${failed} 0\n`);
  if (options.records) fs.writeFileSync(options.records, records.join(""));
  return tests.length === 0 ? 2 : failed > 0 ? 1 : 0;
}

function readOptions(words) {
  const options = { pattern: "", patience: 1 };
  for (let i = 0; i < words.length; i++)
    if (words[i].startsWith("--")) options[words[i].slice(2)] = words[++i];
    else options.pattern = words[i];
  return options;
}

const [first, ...rest] = process.argv.slice(2);
if (first === "--one") start(rest[0], rest);
else if (path.basename(first).startsWith("test_"))
  process.exitCode = runSuite(first, readOptions(rest));
else start(first, [first, ...rest]);
