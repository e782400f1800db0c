// SPDX-License-Identifier: Apache-2.0
//
// Azure Monitor's metrics of our resources: by both generations of the published client (api-versions 2018-01-01 and
// 2024-02-01), and by the requests that Grafana's Azure Monitor data source sends.
import assert from "node:assert/strict";
import { MonitorClient } from "@azure/arm-monitor";
import { MonitorClient as MonitorClientOf2018 } from "@azure/arm-monitor-of-2018";

const OF_A_PEERING = [
  "SessionAvailability",
  "IngressTrafficRate",
  "EgressTrafficRate",
  "FlapCounts",
  "PacketDropRate",
  "RegisteredPrefixLatency",
  "AverageCustomerPrefixLatency",
  "ConnectivityProbeAvailability",
  "ConnectivityProbeJitter",
  "ConnectivityProbeLatency",
];

async function collect(pages) {
  const items = [];
  for await (const item of pages) items.push(item);
  return items;
}

/** A resource's id is given without the slash at its begin, as the client's own samples do. */
export async function metrics({ endpoint, token, subscription, peering, service, check, rejects }) {
  const credential = { getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) };
  const options = { endpoint, retryOptions: { maxRetries: 0 } };
  const of = (type, name) =>
    `subscriptions/${subscription}/resourceGroups/lab-rg/providers/Microsoft.Peering/${type}/${name}`;
  const ofPeering = of("peerings", peering);
  const ofService = of("peeringServices", service);
  const end = new Date(Math.floor(Date.now() / 1000) * 1000);
  const begin = new Date(end.getTime() - 3_600_000);
  const plain = (time) => time.toISOString().replace(".000Z", "Z");
  const timespan = `${plain(begin)}/${plain(end)}`;
  const clients = [
    ["2024-02-01", new MonitorClient(credential, subscription, options)],
    ["2018-01-01", new MonitorClientOf2018(credential, subscription, options)],
  ];

  for (const [version, client] of clients) {
    await check(`metricDefinitions.list ${version}`, async () => {
      const definitions = await collect(client.metricDefinitions.list(ofPeering));
      assert.deepEqual(definitions.map((each) => each.name.value), OF_A_PEERING);
      const flaps = definitions.find((each) => each.name.value === "FlapCounts");
      assert.equal(flaps.namespace, "Microsoft.Peering/peerings");
      assert.equal(flaps.unit, "Count");
      assert.equal(flaps.primaryAggregationType, "Total");
      assert.deepEqual(flaps.metricAvailabilities.map((each) => each.timeGrain), ["PT1M", "PT5M", "PT1H"]);
      assert.deepEqual(flaps.dimensions.map((each) => each.value), ["ConnectionId", "SessionIp"]);
      const ofTests = await collect(client.metricDefinitions.list(ofService));
      assert.deepEqual(ofTests.map((each) => each.name.value), ["RoundTripTime"]);
      assert.equal(ofTests[0].unit, "MilliSeconds");
    });
    await check(`metricNamespaces.list ${version}`, async () => {
      const namespaces = await collect(client.metricNamespaces.list(ofPeering));
      assert.deepEqual(namespaces.map((each) => each.properties.metricNamespaceName), ["Microsoft.Peering/peerings"]);
    });
    await check(`metrics.list ${version}`, async () => {
      const answer = await client.metrics.list(ofPeering, {
        timespan,
        interval: "PT5M",
        metricnames: "SessionAvailability,FlapCounts",
        aggregation: "Average,Maximum",
        filter: "ConnectionId eq '*' and SessionIp sw '192.'",
        top: 5,
        orderby: "average desc",
        metricnamespace: "Microsoft.Peering/peerings",
      });
      assert.equal(answer.namespace, "Microsoft.Peering/peerings");
      assert.equal(answer.interval, "PT5M");
      assert.deepEqual(answer.value.map((each) => each.name.value), ["SessionAvailability", "FlapCounts"]);
      assert.ok(answer.value.every((each) => Array.isArray(each.timeseries) && each.errorCode === "Success"));
    });
    await check(`metrics.list without a source is empty, ${version}`, async () => {
      const answer = await client.metrics.list(ofPeering, { metricnames: "IngressTrafficRate" });
      assert.deepEqual(answer.value[0].timeseries, []);
    });
    await check(`metrics.list refuses, ${version}`, async () => {
      await rejects(client.metrics.list(ofPeering, { metricnames: "Nothing" }), 400, "BadRequest");
      await rejects(client.metrics.list(ofPeering, { interval: "PT7M" }), 400, "BadRequest");
      await rejects(client.metrics.list(ofPeering, { filter: "Colour eq 'red'" }), 400, "BadRequest");
      await rejects(client.metrics.list(of("peerings", "none")), 404, "ParentResourceNotFound");
      await rejects(client.metrics.list(of("peeringServices", "none")), 404, "ParentResourceNotFound");
    });
  }

  const ask = async (path, status = 200) => {
    const answer = await fetch(new URL(path, endpoint), { headers: { authorization: `Bearer ${token}` } });
    assert.equal(answer.status, status, path);
    return answer.json();
  };
  await check("Grafana: namespaces, definitions, metrics", async () => {
    const insights = `/${ofPeering}/providers/microsoft.insights`;
    const spaces = await ask(`${insights}/metricNamespaces?api-version=2017-12-01-preview&region=global`);
    assert.equal(spaces.value[0].properties.metricNamespaceName, "Microsoft.Peering/peerings");
    const names = await ask(
      `${insights}/metricdefinitions?api-version=2018-01-01&metricnamespace=microsoft.peering%2Fpeerings&region=westus2`,
    );
    assert.deepEqual(names.value.map((each) => each.name.value), OF_A_PEERING);
    const query = new URLSearchParams({
      "api-version": "2021-05-01",
      timespan,
      interval: "PT1M",
      aggregation: "Total",
      metricnames: "FlapCounts",
      metricnamespace: "microsoft.peering/peerings",
      region: "westus2",
      top: "10",
      $filter: "ConnectionId ne 'a' and ConnectionId ne 'b' and SessionIp eq '*'",
    });
    const answer = await ask(`${insights}/metrics?${query}`);
    assert.equal(answer.value[0].name.value, "FlapCounts");
    assert.equal(answer.value[0].unit, "Count");
    assert.ok(Array.isArray(answer.value[0].timeseries));
  });
  await check("metrics in a wrong api-version are 400, by the names of all that there are", async () => {
    const answer = await ask(`/${ofPeering}/providers/microsoft.insights/metrics?api-version=2022-10-01`, 400);
    assert.equal(answer.error.code, "NoRegisteredProviderFound");
    assert.match(answer.error.message, /2018-01-01.*2024-02-01/);
  });
}
