// Debian's own Firefox, driven by WebDriver BiDi; playwright-core drives only a Firefox that it patched.
import puppeteer from "puppeteer-core";

export const firefox = () =>
  puppeteer.launch({ browser: "firefox", executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr", headless: true });
