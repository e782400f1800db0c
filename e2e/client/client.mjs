// SPDX-License-Identifier: Apache-2.0
//
// Drives the gateway with the published client, as a program that was written for Azure would: create before get, delete
// at the end. Prints a line for each check; ends with 1 at the first that fails.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { PeeringManagementClient } from "@azure/arm-peering";
import { metrics } from "./metrics.mjs";
import { monitor } from "./monitor.mjs";

const { ENDPOINT, SUBSCRIPTION, TOKEN, FOREIGN_SUBSCRIPTION, OPERATOR_TOKEN, MEASURED, SILENT_PORT } = process.env;
const GROUP = "lab-rg";
const MORE_THAN_A_PAGE = 104;

function clientFor(subscription, token = TOKEN) {
  const credential = { getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) };
  return new PeeringManagementClient(credential, subscription, { endpoint: ENDPOINT, retryOptions: { maxRetries: 0 } });
}

const client = clientFor(SUBSCRIPTION);
let lastStatus;
const watch = { onResponse: (response) => (lastStatus = response.status) };

async function check(what, body) {
  try {
    const result = await body();
    console.log(`ok ${what}`);
    return result;
  } catch (error) {
    console.log(`FAILED ${what}: ${error.statusCode ?? ""} ${error.code ?? ""} ${error.stack}`);
    process.exit(1);
  }
}

async function collect(pages) {
  const items = [];
  for await (const item of pages) items.push(item);
  return items;
}

async function until(what, look, good, patience = 20_000) {
  const deadline = Date.now() + patience;
  for (;;) {
    const seen = await look();
    if (good(seen)) return seen;
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}; seen last: ${JSON.stringify(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function rejects(promise, statusCode, ...codes) {
  await assert.rejects(promise, (error) => {
    assert.equal(error.name, "RestError");
    assert.equal(error.statusCode, statusCode, `${error.code}: ${error.message}`);
    if (codes.length) assert.ok(codes.includes(error.code), `${error.code} is none of ${codes}`);
    assert.ok(error.message);
    return true;
  });
}

async function deletedTwice(remove) {
  await remove();
  assert.equal(lastStatus, 200);
  await remove();
  assert.equal(lastStatus, 204);
}

const names = (items) => items.map((item) => item.name);

const asnBody = {
  peerAsn: 65000,
  peerName: "Lab Carrier",
  peerContactDetail: [
    { role: "Noc", email: "noc@lab.example", phone: "+1 206 555 0100" },
    { role: "Policy", email: "policy@lab.example", phone: "+1 206 555 0101" },
  ],
};
const peerAsnId = `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Peering/peerAsns/labAsn`;

function connection(number) {
  return {
    connectionIdentifier: randomUUID(),
    bandwidthInMbps: 10000,
    sessionAddressProvider: "Peer",
    useForPeeringService: true,
    peeringDBFacilityId: 86 + number,
    bgpSession: {
      sessionPrefixV4: `192.168.10.${4 * number}/30`,
      peerSessionIPv4Address: `192.168.10.${4 * number + 1}`,
      microsoftSessionIPv4Address: `192.168.10.${4 * number + 2}`,
      maxPrefixesAdvertisedV4: 1000,
    },
  };
}

const peeringBody = {
  sku: { name: "Premium_Direct_Free" },
  kind: "Direct",
  location: "West US 2",
  peeringLocation: "Seattle",
  direct: { connections: [connection(0), connection(1)], peerAsn: { id: peerAsnId }, directPeeringType: "Edge" },
};

function lanConnection(number) {
  const { sessionPrefixV4, ...session } = connection(number).bgpSession;
  return {
    ...connection(number),
    bgpSession: {
      ...session,
      sessionPrefixV4: "192.168.20.0/24",
      peerSessionIPv4Address: `192.168.20.${2 * number + 1}`,
      microsoftSessionIPv4Address: `192.168.20.${2 * number + 2}`,
    },
  };
}

const routeServerBody = {
  ...peeringBody,
  direct: { ...peeringBody.direct, directPeeringType: "IxRs", connections: [lanConnection(0), lanConnection(1)] },
};

const serviceBody = {
  location: "West US 2",
  peeringServiceLocation: "Washington",
  peeringServiceProvider: "Lab Carrier",
  providerPrimaryPeeringLocation: "Seattle",
  providerBackupPeeringLocation: "Osaka",
};

async function peerAsns() {
  await check("peerAsns.createOrUpdate", async () => {
    const created = await client.peerAsns.createOrUpdate("labAsn", asnBody, watch);
    assert.equal(lastStatus, 201);
    assert.equal(created.name, "labAsn");
    assert.equal(created.type, "Microsoft.Peering/peerAsns");
    assert.equal(created.id.toLowerCase(), peerAsnId.toLowerCase());
    assert.equal(created.peerAsn, 65000);
  });
  await check("peerAsns.createOrUpdate again", async () => {
    await client.peerAsns.createOrUpdate("labAsn", asnBody, watch);
    assert.equal(lastStatus, 200);
  });
  await check("peerAsns.get, Approved by itself", async () => {
    const asn = await until(
      "Approved",
      () => client.peerAsns.get("labAsn"),
      (seen) => seen.validationState === "Approved",
    );
    assert.deepEqual(asn.peerContactDetail, asnBody.peerContactDetail);
  });
  await check("peerAsns.listBySubscription", async () => {
    assert.ok(names(await collect(client.peerAsns.listBySubscription())).includes("labAsn"));
  });
}

async function peerings() {
  await check("peerings.createOrUpdate", async () => {
    const created = await client.peerings.createOrUpdate(GROUP, "labPeering", peeringBody, watch);
    assert.equal(lastStatus, 201);
    assert.equal(created.type, "Microsoft.Peering/peerings");
    assert.equal(created.provisioningState, "Succeeded");
    assert.deepEqual(
      [created.sku.tier, created.sku.family, created.sku.size],
      ["Premium", "Direct", "Free"],
    );
    assert.equal(created.direct.useForPeeringService, true);
    assert.equal(created.direct.connections.length, 2);
  });
  await check("peerings.get, connections Active by themselves", async () => {
    const peering = await until(
      "Active connections",
      () => client.peerings.get(GROUP, "labPeering"),
      (seen) => seen.direct.connections.every((each) => each.connectionState === "Active"),
    );
    assert.equal(peering.peeringLocation, "Seattle");
  });
  await check("peerings.createOrUpdate with what get gave", async () => {
    const peering = await client.peerings.get(GROUP, "labPeering");
    await client.peerings.createOrUpdate(GROUP, "labPeering", peering, watch);
    assert.equal(lastStatus, 200);
  });
  await check("peerings.update", async () => {
    const tagged = await client.peerings.update(GROUP, "labPeering", { tags: { hello: "world" } }, watch);
    assert.equal(lastStatus, 200);
    assert.deepEqual(tagged.tags, { hello: "world" });
    assert.equal(tagged.direct.connections.length, 2);
    assert.deepEqual((await client.peerings.update(GROUP, "labPeering", { tags: {} })).tags ?? {}, {});
  });
  await check("peerings.listByResourceGroup", async () => {
    assert.ok(names(await collect(client.peerings.listByResourceGroup(GROUP))).includes("labPeering"));
    assert.deepEqual(await collect(client.peerings.listByResourceGroup("another-rg")), []);
  });
  await check("peerings.listBySubscription", async () => {
    assert.ok(names(await collect(client.peerings.listBySubscription())).includes("labPeering"));
  });
}

async function routes() {
  await check("receivedRoutes.listByPeering", async () => {
    assert.deepEqual(await collect(client.receivedRoutes.listByPeering(GROUP, "labPeering")), []);
    const filters = { prefix: "192.168.1.0/24", asPath: "65000", originAsValidationState: "Valid", rpkiValidationState: "Valid" };
    assert.deepEqual(await collect(client.receivedRoutes.listByPeering(GROUP, "labPeering", filters)), []);
    await rejects(collect(client.receivedRoutes.listByPeering(GROUP, "labPeering", { prefix: "x" })), 400, "InvalidPrefix");
  });
  await check("lookingGlass.invoke", async () => {
    await rejects(client.lookingGlass.invoke("BgpRoute", "EdgeSite", "Atlantis", "192.0.2.1"), 400, "PeeringLocationNotFound");
    await rejects(client.lookingGlass.invoke("Ping", "EdgeSite", "Seattle", "192.0.2.1"), 400, "InvalidParameter");
  });
}

async function registeredPrefixes() {
  const key = await check("registeredPrefixes.createOrUpdate", async () => {
    const body = { prefix: "192.168.1.0/24" };
    const created = await client.registeredPrefixes.createOrUpdate(GROUP, "labPeering", "labPrefix", body, watch);
    assert.equal(lastStatus, 201);
    assert.equal(created.type, "Microsoft.Peering/peerings/registeredPrefixes");
    assert.equal(created.prefix, "192.168.1.0/24");
    await client.registeredPrefixes.createOrUpdate(GROUP, "labPeering", "labPrefix", body, watch);
    assert.equal(lastStatus, 200);
    return (await client.registeredPrefixes.get(GROUP, "labPeering", "labPrefix")).peeringServicePrefixKey;
  });
  await check("registeredPrefixes.get", async () => {
    assert.match(key, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i);
  });
  await check("registeredPrefixes.listByPeering", async () => {
    assert.deepEqual(names(await collect(client.registeredPrefixes.listByPeering(GROUP, "labPeering"))), ["labPrefix"]);
  });
  return key;
}

async function registeredAsns() {
  await client.peerings.createOrUpdate(GROUP, "labRouteServer", routeServerBody);
  await until(
    "Active connections",
    () => client.peerings.get(GROUP, "labRouteServer"),
    (seen) => seen.direct.connections.every((each) => each.connectionState === "Active"),
  );
  await check("registeredAsns.createOrUpdate", async () => {
    const created = await client.registeredAsns.createOrUpdate(GROUP, "labRouteServer", "labCustomer", { asn: 65001 }, watch);
    assert.equal(lastStatus, 201);
    assert.equal(created.type, "Microsoft.Peering/peerings/registeredAsns");
    assert.equal(created.asn, 65001);
    assert.match(created.peeringServicePrefixKey, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i);
    await client.registeredAsns.createOrUpdate(GROUP, "labRouteServer", "labCustomer", { asn: 65001 }, watch);
    assert.equal(lastStatus, 200);
  });
  await check("registeredAsns.get and listByPeering", async () => {
    assert.equal((await client.registeredAsns.get(GROUP, "labRouteServer", "labCustomer")).asn, 65001);
    const listed = await collect(client.registeredAsns.listByPeering(GROUP, "labRouteServer"));
    assert.deepEqual(names(listed), ["labCustomer"]);
  });
  await check("registeredAsns of another kind of peering are 409", () =>
    rejects(
      client.registeredAsns.createOrUpdate(GROUP, "labPeering", "labCustomer", { asn: 65002 }),
      409,
      "PeeringTypeNotSupported",
    ),
  );
  await check("registeredAsns.delete", () =>
    deletedTwice(() => client.registeredAsns.delete(GROUP, "labRouteServer", "labCustomer", watch)),
  );
  await client.peerings.delete(GROUP, "labRouteServer");
}

async function peeringServices() {
  await check("peeringServiceProviders.list", async () => {
    const providers = await collect(client.peeringServiceProviders.list());
    const ours = providers.find((each) => each.serviceProviderName === "Lab Carrier");
    assert.deepEqual([...ours.peeringLocations].sort(), ["Osaka", "Seattle"]);
  });
  await check("peeringServices.createOrUpdate", async () => {
    const created = await client.peeringServices.createOrUpdate(GROUP, "labService", serviceBody, watch);
    assert.equal(lastStatus, 201);
    assert.equal(created.type, "Microsoft.Peering/peeringServices");
    assert.equal(created.provisioningState, "Succeeded");
    await client.peeringServices.createOrUpdate(GROUP, "labService", serviceBody, watch);
    assert.equal(lastStatus, 200);
  });
  await check("peeringServices.get", async () => {
    const service = await client.peeringServices.get(GROUP, "labService");
    assert.equal(service.peeringServiceProvider, "Lab Carrier");
    assert.equal(service.providerBackupPeeringLocation, "Osaka");
  });
  await check("peeringServices.update", async () => {
    const tagged = await client.peeringServices.update(GROUP, "labService", { tags: { a: "b" } }, watch);
    assert.equal(lastStatus, 200);
    assert.deepEqual(tagged.tags, { a: "b" });
  });
  await check("peeringServices.listByResourceGroup", async () => {
    assert.ok(names(await collect(client.peeringServices.listByResourceGroup(GROUP))).includes("labService"));
  });
  await check("peeringServices.listBySubscription", async () => {
    assert.ok(names(await collect(client.peeringServices.listBySubscription())).includes("labService"));
  });
}

async function prefixes(key) {
  const body = { prefix: "192.168.1.0/24", peeringServicePrefixKey: key };
  await check("prefixes.createOrUpdate", async () => {
    const created = await client.prefixes.createOrUpdate(GROUP, "labService", "labPrefix", body, watch);
    assert.equal(lastStatus, 201);
    assert.equal(created.type, "Microsoft.Peering/peeringServices/prefixes");
    assert.equal(created.provisioningState, "Succeeded");
    await client.prefixes.createOrUpdate(GROUP, "labService", "labPrefix", body, watch);
    assert.equal(lastStatus, 200);
  });
  await check("prefixes.get, Failed with a reason, for nobody announces it", async () => {
    const prefix = await until(
      "Failed",
      () => client.prefixes.get(GROUP, "labService", "labPrefix"),
      (seen) => seen.prefixValidationState === "Failed",
    );
    assert.ok(prefix.errorMessage);
    assert.equal(prefix.events, undefined);
  });
  await check("prefixes.get with $expand=events", async () => {
    const prefix = await client.prefixes.get(GROUP, "labService", "labPrefix", { expand: "events" });
    assert.ok(Array.isArray(prefix.events));
  });
  await check("prefixes.listByPeeringService", async () => {
    assert.deepEqual(names(await collect(client.prefixes.listByPeeringService(GROUP, "labService"))), ["labPrefix"]);
    const expanded = await collect(client.prefixes.listByPeeringService(GROUP, "labService", { expand: "events" }));
    assert.ok(Array.isArray(expanded[0].events));
  });
}

async function catalogue() {
  await check("operations.list", async () => {
    const listed = names(await collect(client.operations.list()));
    assert.ok(listed.length > 27);
    assert.equal(listed[0], "Microsoft.Peering/register/action");
  });
  await check("peeringLocations.list Direct, over several pages", async () => {
    const metros = await collect(client.peeringLocations.list("Direct", { directPeeringType: "Edge" }));
    assert.ok(metros.length > 100);
    assert.equal(new Set(names(metros)).size, metros.length);
    const osaka = metros.find((each) => each.peeringLocation === "Osaka");
    assert.equal(osaka.kind, "Direct");
    assert.equal(osaka.country, "JP");
    assert.ok(osaka.direct.peeringFacilities.every((each) => each.directPeeringType === "Edge"));
    assert.deepEqual(
      osaka.direct.bandwidthOffers.map((each) => each.offerName),
      ["10Gbps", "100Gbps"],
    );
  });
  await check("peeringLocations.list Exchange", async () => {
    const metros = await collect(client.peeringLocations.list("Exchange"));
    const osaka = metros.find((each) => each.peeringLocation === "Osaka");
    assert.ok(osaka.exchange.peeringFacilities[0].microsoftIPv4Address);
  });
  await check("peeringServiceCountries.list and peeringServiceLocations.list", async () => {
    assert.ok(names(await collect(client.peeringServiceCountries.list())).includes("Japan"));
    const japan = await collect(client.peeringServiceLocations.list({ country: "Japan" }));
    assert.ok(japan.some((each) => each.state === "Hyogo"));
    assert.ok(japan.every((each) => each.country === "Japan"));
  });
  await check("legacyPeerings.list", async () => {
    assert.deepEqual(await collect(client.legacyPeerings.list("Seattle", "Direct", { asn: 65000 })), []);
  });
  await check("cdnPeeringPrefixes.list", async () => {
    const prefixes = await collect(client.cdnPeeringPrefixes.list("London"));
    assert.ok(prefixes.every((each) => each.prefix && each.bgpCommunity && each.azureService));
    await rejects(collect(client.cdnPeeringPrefixes.list("Atlantis")), 400, "PeeringLocationNotFound");
  });
  await check("checkServiceProviderAvailability", async () => {
    const ask = (peeringServiceLocation) =>
      client.checkServiceProviderAvailability({ peeringServiceLocation, peeringServiceProvider: "Lab Carrier" });
    assert.equal((await ask("Hyogo")).body, "Available");
    assert.equal((await ask("osaka")).body, "Available");
    assert.equal((await ask("Hesse")).body, "Unavailable");
  });
}

async function paging() {
  const wanted = Array.from({ length: MORE_THAN_A_PAGE }, (_, i) => `page-${String(i).padStart(3, "0")}`);
  await check(`${MORE_THAN_A_PAGE} peering services over several pages`, async () => {
    for (const name of wanted) {
      await client.peeringServices.createOrUpdate("paging-rg", name, serviceBody);
    }
    const sizes = [];
    const found = [];
    for await (const page of client.peeringServices.listByResourceGroup("paging-rg").byPage()) {
      sizes.push(page.length);
      found.push(...names(page));
    }
    assert.ok(sizes.length > 1, `pages of ${sizes}`);
    assert.deepEqual(found.sort(), wanted);
  });
  await check("which are deleted again", async () => {
    for (const name of wanted) await client.peeringServices.delete("paging-rg", name);
    assert.deepEqual(await collect(client.peeringServices.listByResourceGroup("paging-rg")), []);
  });
}

async function errors() {
  await check("what is not there is 404 ResourceNotFound", async () => {
    await rejects(client.peerAsns.get("none"), 404, "ResourceNotFound");
    await rejects(client.peerings.get(GROUP, "none"), 404, "ResourceNotFound");
    await rejects(client.peeringServices.get(GROUP, "none"), 404, "ResourceNotFound");
    await rejects(client.prefixes.get(GROUP, "labService", "none"), 404, "ResourceNotFound");
  });
  await check("a child without parent is 404 ParentResourceNotFound", async () => {
    await rejects(
      client.prefixes.createOrUpdate(GROUP, "none", "some", { prefix: "192.168.7.0/24" }),
      404,
      "ParentResourceNotFound",
    );
  });
  await check("an odd name is 400", async () => {
    await rejects(client.peeringServices.createOrUpdate(GROUP, "a/b c%", serviceBody), 400);
  });
  await check("a PeerAsn in use is 409", async () => {
    await rejects(client.peerAsns.delete("labAsn"), 409, "InUse", "Conflict");
  });
  await check("a registered prefix twice is 409", async () => {
    const again = { prefix: "192.168.1.0/24" };
    await rejects(
      client.registeredPrefixes.createOrUpdate(GROUP, "labPeering", "again", again),
      409,
      "PrefixAlreadyRegistered",
      "Conflict",
    );
  });
  await check("a foreign subscription is 403 AuthorizationFailed", async () => {
    await rejects(clientFor(FOREIGN_SUBSCRIPTION).peeringServices.get(GROUP, "x"), 403, "AuthorizationFailed");
  });
  await check("a bad token is 401 AuthenticationFailed", async () => {
    await rejects(clientFor(SUBSCRIPTION, "nonsense").peerAsns.get("labAsn"), 401, "AuthenticationFailed");
  });
}

async function deletions() {
  await check("prefixes.delete", () => deletedTwice(() => client.prefixes.delete(GROUP, "labService", "labPrefix", watch)));
  await check("peeringServices.delete", () => deletedTwice(() => client.peeringServices.delete(GROUP, "labService", watch)));
  await check("registeredPrefixes.delete", () =>
    deletedTwice(() => client.registeredPrefixes.delete(GROUP, "labPeering", "labPrefix", watch)));
  await check("peerings.delete", () => deletedTwice(() => client.peerings.delete(GROUP, "labPeering", watch)));
  await check("peerAsns.delete", () => deletedTwice(() => client.peerAsns.delete("labAsn", watch)));
}

await peerAsns();
await peerings();
await routes();
const key = await registeredPrefixes();
await registeredAsns();
await peeringServices();
const monitoring = monitor({
  client,
  endpoint: ENDPOINT,
  token: TOKEN,
  operatorToken: OPERATOR_TOKEN,
  subscription: SUBSCRIPTION,
  measured: MEASURED,
  silentPort: SILENT_PORT,
  watch,
  status: () => lastStatus,
  check,
  rejects,
  until,
});
await monitoring.begin();
await prefixes(key);
await metrics({
  endpoint: ENDPOINT,
  token: TOKEN,
  subscription: SUBSCRIPTION,
  peering: "labPeering",
  service: "labService",
  check,
  rejects,
});
await catalogue();
await paging();
await errors();
await monitoring.end();
await deletions();
