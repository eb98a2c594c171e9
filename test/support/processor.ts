/** Milliseconds of the processor that some work takes: unlike those of a clock, what else the machine does hardly lengthens them. */
export async function processorTime(work: () => unknown): Promise<number> {
  const began = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1000;
}
