import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
export default defineBackground(() => {
  browser.runtime.onMessage.addListener((message: unknown, sender, reply) => {
    (reply as (v: unknown) => void)({ ok: true, message, sender });
    return true;
  });
});
