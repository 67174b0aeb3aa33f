// Three steps one after the other, each durable before the next, on DBOS Transact with its default settings: callers in a
// closed loop, in one process with the engine. Prints one line of JSON for each row.
//
//   node saga3.mjs postgres://... SECONDS WARM_UP IN_FLIGHT...
import { DBOS } from '@dbos-inc/dbos-sdk';

const [url, ...numbers] = process.argv.slice(2);
const [seconds, warmUp, ...rows] = numbers.map(Number);

const saga3 = DBOS.registerWorkflow(
  async (input) => {
    for (const name of ['one', 'two', 'three'])
      await DBOS.runStep(async () => ({ of: input.customer }), { name });
  },
  { name: 'saga3' });

async function load(inFlight, time) {
  const latencies = [];
  const begun = performance.now();
  await Promise.all(Array.from({ length: inFlight }, async () => {
    for (let from = performance.now(); from - begun < time * 1000; from = performance.now()) {
      await saga3({ customer: 'C-1001', device: 'edge-1', port: 7 });
      latencies.push(performance.now() - from);
    }
  }));
  const passed = (performance.now() - begun) / 1000;
  latencies.sort((a, b) => a - b);
  return { inFlight, perSecond: latencies.length / passed, median: latencies[latencies.length >> 1] };
}

DBOS.setConfig({ name: 'saga3', systemDatabaseUrl: url, logLevel: 'error', runAdminServer: false });
await DBOS.launch();
await load(Math.max(...rows), warmUp);
for (const inFlight of rows)
  console.log(JSON.stringify(await load(inFlight, seconds)));
await DBOS.shutdown();
