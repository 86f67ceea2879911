// A framework of npm's mesos-framework: runs two tasks, ends once both have run, and prints its tasks' states.
"use strict";
const { Mesos, Scheduler } = require("mesos-framework");
const task = {
  instances: 2,
  priority: 1,
  commandInfo: new (Mesos.getMesos().CommandInfo)(null, null, true, "true", null, null),
  resources: { cpus: 0.1, mem: 32, ports: 1, disk: 0 },
};
const scheduler = new Scheduler({
  masterUrl: process.argv[2],
  port: Number(process.argv[3]),
  frameworkName: "js",
  logging: { level: "error" },
  restartStates: [],
  tasks: { t: task },
});
let running = 0;
scheduler.on("update", (update) => {
  console.log(update.status.state);
  if (update.status.state === "TASK_RUNNING" && ++running === 2) {
    scheduler.on("sent_teardown", () => process.exit(0));
    scheduler.teardown();
  }
});
scheduler.on("error", (error) => {
  if (running < 2) {
    throw new Error(error.message); // once it is torn down, the master closes the stream
  }
});
scheduler.on("ready", () => scheduler.subscribe());
