// SPDX-License-Identifier: Apache-2.0
//
// The connection monitor: set up, tests put, measured by an agent that runs meanwhile, and read as results and as a metric.
import assert from "node:assert/strict";
import { MonitorClient } from "@azure/arm-monitor";

const TEST = "labTest";
const SILENT = "silentTest";
const GROUP = "lab-rg";
const SERVICE = "labService";

/** Two halves, so that the agent measures while other things are tried: `begin`, and later `end`. */
export function monitor({ client, endpoint, token, operatorToken, subscription, measured, silentPort, watch, status, ...tools }) {
  const { check, rejects, until } = tools;
  const tests = client.connectionMonitorTests;
  const [host, port] = measured.split(":");
  const body = { sourceAgent: "agent", destination: host, destinationPort: Number(port), testFrequencyInSec: 30 };
  const service =
    `/subscriptions/${subscription}/resourceGroups/${GROUP}/providers/Microsoft.Peering/peeringServices/${SERVICE}`;

  const credential = { getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) };
  const metricsClient = new MonitorClient(credential, subscription, { endpoint, retryOptions: { maxRetries: 0 } });

  /** With what is ours, which the published client leaves out. */
  const ask = async (name, version, method = "GET", properties) => {
    const answer = await fetch(new URL(`${service}/connectionMonitorTests/${name}?api-version=${version}`, endpoint), {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: properties && JSON.stringify({ properties }),
    });
    return { status: answer.status, body: await answer.json() };
  };

  async function begin() {
    await check("initializeConnectionMonitor", async () => {
      assert.equal((await client.peeringServices.initializeConnectionMonitor(watch)).body, undefined);
      assert.equal(status(), 200);
      await client.peeringServices.initializeConnectionMonitor(watch);
      assert.equal(status(), 200);
    });
    await check("connectionMonitorTests.createOrUpdate", async () => {
      const created = await tests.createOrUpdate(GROUP, SERVICE, TEST, body, watch);
      assert.equal(status(), 201);
      assert.equal(created.id, `${service}/connectionMonitorTests/${TEST}`);
      assert.equal(created.type, "Microsoft.Peering/peeringServices/connectionMonitorTests");
      assert.equal(created.provisioningState, "Succeeded");
      assert.equal(created.isTestSuccessful, false);
      assert.deepEqual(created.path, []);
      await tests.createOrUpdate(GROUP, SERVICE, TEST, created, watch);
      assert.equal(status(), 200);
    });
    await check("connectionMonitorTests in the two other api-versions, with thresholds", async () => {
      const alertThresholds = { lossInPercent: 10, roundTripTimeInMs: 30_000 };
      const silent = { ...body, destinationPort: Number(silentPort), alertThresholds };
      assert.equal((await ask(SILENT, "2025-05-01", "PUT", silent)).status, 201);
      const watched = await ask(TEST, "2021-06-01", "PUT", { ...body, alertThresholds });
      assert.equal(watched.status, 200);
      assert.deepEqual(watched.body.properties.alertThresholds, alertThresholds);
    });
    await check("connectionMonitorTests.listByPeeringService", async () => {
      const found = [];
      for await (const test of tests.listByPeeringService(GROUP, SERVICE)) found.push(test.name);
      assert.deepEqual(found, [TEST, SILENT]);
    });
    await check("connectionMonitorTests refuses what may not be measured, and names the member", async () => {
      const wrong = [
        [{ destination: "10.0.0.1" }, "destination"],
        [{ destination: "169.254.169.254" }, "destination"],
        [{ destination: "127.0.0.79" }, "destination"],
        [{ destination: "no-such-name.invalid" }, "destination"],
        [{ testFrequencyInSec: 1 }, "testFrequencyInSec"],
        [{ sourceAgent: "nobody" }, "sourceAgent"],
      ];
      for (const [change, target] of wrong) {
        await rejects(tests.createOrUpdate(GROUP, SERVICE, "wrong", { ...body, ...change }), 400, "InvalidParameter");
        const answer = await ask("wrong", "2022-10-01", "PUT", { ...body, ...change });
        assert.equal(answer.body.error.target, `properties.${target}`);
      }
      await rejects(tests.createOrUpdate(GROUP, "none", "t", body), 404, "ParentResourceNotFound");
      await rejects(tests.get(GROUP, SERVICE, "none"), 404, "ResourceNotFound");
    });
  }

  async function end() {
    await check("an agent measures, and its path is shown", async () => {
      const test = await until(
        "a result and a path",
        () => tests.get(GROUP, SERVICE, TEST),
        (seen) => seen.isTestSuccessful && seen.path.length > 0,
      );
      assert.deepEqual(test.path, ["agent", "192.0.2.1", host]);
    });
    await check("its alerts say which test is bad", async () => {
      const good = await until(
        "a test that is all right",
        async () => (await ask(TEST, "2025-05-01")).body.properties,
        (seen) => seen.alert.state === "Ok",
      );
      assert.equal(good.alert.lossInPercent, 0);
      assert.ok(good.lastResult.roundTripTimeInMs >= 0);
      assert.deepEqual(good.hops.map((each) => each.ttl), [1, 2]);
      const bad = await until(
        "a test that fires",
        async () => (await ask(SILENT, "2025-05-01")).body.properties,
        (seen) => seen.alert.state === "Firing",
      );
      assert.equal(bad.isTestSuccessful, false);
      assert.equal(bad.alert.lossInPercent, 100);
      assert.ok(bad.lastResult.failure);
    });
    await check("RoundTripTime has data", async () => {
      const series = await until(
        "a series with data",
        async () => {
          const answer = await metricsClient.metrics.list(service.slice(1), {
            metricnames: "RoundTripTime",
            aggregation: "Average,Minimum,Maximum,Count",
            filter: "ConnectionMonitorTestName eq '*'",
          });
          return answer.value[0].timeseries;
        },
        (seen) => seen.some((each) => each.data.some((point) => point.average !== undefined)),
      );
      assert.deepEqual(series.map((each) => each.metadatavalues[0].value), [TEST]);
      const points = series[0].data.filter((point) => point.average !== undefined);
      assert.ok(points.every((point) => point.minimum <= point.average && point.average <= point.maximum));
    });
    await check("RegisteredPrefixLatency has data", async () => {
      const flow = [{ time: Math.floor(Date.now() / 1000), site: "Seattle", address: "192.168.1.7", rttMicros: [10_500, 10_700] }];
      const imported = await fetch(new URL("/operator/telemetry/imports/flow", endpoint), {
        method: "POST",
        headers: { authorization: `Bearer ${operatorToken}`, "content-type": "application/json" },
        body: JSON.stringify(flow),
      });
      assert.equal(imported.status, 200);
      const series = await until(
        "medians of the registered prefix",
        async () => {
          const peering = service.slice(1).replace(/peeringServices.*/, "peerings/labPeering");
          const answer = await metricsClient.metrics.list(peering, {
            metricnames: "RegisteredPrefixLatency",
            filter: "RegisteredPrefixName eq 'labPrefix'",
          });
          return answer.value[0].timeseries;
        },
        (seen) => seen.some((each) => each.data.some((point) => point.average > 10 && point.average < 11)),
      );
      assert.equal(series[0].metadatavalues[0].value, "labPrefix");
    });
    await check("the peering service shows the workspace and its agent", async () => {
      const shown = await until(
        "a connected agent",
        () => client.peeringServices.get(GROUP, SERVICE),
        (seen) => seen.logAnalyticsWorkspaceProperties?.connectedAgents?.includes("agent"),
        40_000,
      );
      assert.ok(shown.logAnalyticsWorkspaceProperties.workspaceID);
      assert.equal(shown.logAnalyticsWorkspaceProperties.key, undefined);
    });
    await check("connectionMonitorTests.delete", async () => {
      await tests.delete(GROUP, SERVICE, TEST, watch);
      assert.equal(status(), 200);
      await tests.delete(GROUP, SERVICE, TEST, watch);
      assert.equal(status(), 204);
    });
    // The other one goes with its service.
  }

  return { begin, end };
}
