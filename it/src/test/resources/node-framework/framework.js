"use strict";
// A framework made with the package mesos-framework: one task three times. Prints the state of each
// update; ends with 0 once all have finished.
const { Scheduler, Mesos } = require("mesos-framework");

const [host, port] = process.argv[2].split(":");
const { CommandInfo } = Mesos.getMesos();
const scheduler = new Scheduler({
  masterUrl: host,
  port: Number(port),
  frameworkName: "node",
  logging: { level: "error" },
  restartStates: [],
  tasks: {
    hello: {
      instances: 3,
      commandInfo: new CommandInfo(null, null, true, "echo hello", null, null),
      resources: { cpus: 0.1, mem: 16, ports: 1, disk: 0 },
    },
  },
});

let finished = 0;
scheduler.on("ready", () => scheduler.subscribe());
scheduler.on("error", (error) => console.log("error", error.message || error));
scheduler.on("update", (update) => {
  console.log(update.status.state);
  if (update.status.state === "TASK_FINISHED" && ++finished === 3) {
    scheduler.on("sent_teardown", () => process.exit(0));
    scheduler.teardown();
  }
});
