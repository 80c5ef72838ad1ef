/**
 * The order in which a page's queries reach the engine, which runs one at a time. Whoever reads only small tables goes
 * first: a page asks for everything at once, and its totals should not wait for a scan of a million lines.
 */
type Task = {isLarge: boolean; isReady: boolean; run: () => Promise<void>};

const waiting: Task[] = [];
let busy = false;

/**
 * Runs `action` when `ready` (its tables) has settled and its turn has come; settles as `action` does.
 * A large query also waits for small ones that are not ready yet.
 */
export function enqueue<T>(isLarge: boolean, ready: Promise<unknown>, action: () => Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const task: Task = {isLarge, isReady: false, run: () => action().then(resolve, reject)};
    waiting.push(task);
    const turn = () => {
      task.isReady = true;
      void work();
    };
    ready.then(turn, turn);
  });
}

/** The next task that may run; undefined while the queue is empty or waits for tables. */
function next(): Task | undefined {
  const small = waiting.filter(({isLarge}) => !isLarge);
  return (small.length ? small : waiting).find(({isReady}) => isReady);
}

async function work(): Promise<void> {
  if (busy) return;
  busy = true;
  for (let task = next(); task; task = next()) {
    waiting.splice(waiting.indexOf(task), 1);
    await task.run();
  }
  busy = false;
}
