// The weather fetched for a day from the source that the installation names.
import { createServer } from "node:http";
import { once } from "node:events";
import { type AddressInfo } from "node:net";
import { attach, LAPTOP, loadSample, sheetOfDay, Somebody, test } from "./people.ts";
import { isAccessible } from "./readable.ts";
import { expect, Relay } from "./relay.ts";

/** A weather station that says the same of every day. */
async function station(): Promise<{ url: string; close: () => void }> {
  const server = createServer((request, response) => {
    const date = new URL(request.url ?? "", "http://station").searchParams.get("date");
    const daily = { time: [date], weather_code: [61], temperature_2m_max: [14.2], temperature_2m_min: [8], wind_speed_10m_max: [22] };
    response.end(JSON.stringify({ daily, daily_units: { temperature_2m_max: "°C", wind_speed_10m_max: "km/h" } }));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/?lat={lat}&lon={lon}&date={date}`, close: () => server.close() };
}

test("the weather is fetched, stamped, taken back, and never written over what was typed", async ({ browser }) => {
  const source = await station();
  const relay = await Relay.fresh(undefined, ["--weather-url", source.url, "--weather-name", "Harbour station", "--weather-private"]);
  const context = await browser.newContext(LAPTOP);
  const office = new Somebody(context, await context.newPage(), relay);
  const weather = office.field("Weather");
  try {
    await loadSample(office);
    await office.open(await sheetOfDay(office, 3, "Draft"));
    // No relay knows the production: there is nobody to ask.
    await expect(office.page.getByRole("button", { name: /^Fetch the weather/ })).toHaveCount(0);
    await attach(office);
    await office.open(await sheetOfDay(office, 3, "Draft"));
    await weather.fill("");
    await weather.press("Enter");
    await office.presses("Fetch the weather from Harbour station");
    const stamped = /^Light rain, 8 to 14 °C, wind 22 km\/h \(Harbour station, fetched .+ \d\d:\d\d\)$/;
    await expect(weather).toHaveValue(stamped);
    await isAccessible(office, "a draft with fetched weather");
    await office.page.keyboard.press("Control+z");
    await expect(weather).toHaveValue("");

    await office.fills("Weather", "Fog until ten");
    await office.presses("Fetch the weather from Harbour station");
    const dialog = office.page.getByRole("dialog").filter({ visible: true });
    await expect(dialog).toContainText("Fog until ten");
    await isAccessible(office, "the question whether to replace the weather");
    await dialog.getByRole("button", { name: "Keep what was typed" }).click();
    await expect(weather).toHaveValue("Fog until ten");
    await office.presses("Fetch the weather from Harbour station");
    await dialog.getByRole("button", { name: "Replace it" }).click();
    await expect(weather).toHaveValue(stamped);
  } finally {
    await context.close();
    await relay.dispose();
    source.close();
  }
});

test("where the installation names no source, nothing is offered", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await loadSample(office);
  await attach(office);
  await office.isSynced();
  await office.open(await sheetOfDay(office, 3, "Draft"));
  await expect(office.field("Weather")).toBeVisible();
  await expect(office.page.getByRole("button", { name: /^Fetch the weather/ })).toHaveCount(0);
});
