import '../../utils/views/row-announcement.css';
import { browser } from 'wxt/browser';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { originOf, REGIONS } from '../../utils/genesys/regions';
import { createWorkerClient } from '../../utils/protocol/client';
import { startFrame } from './frame/frame';

/** One agent in each frame of a Genesys tab; the frame decides by its own address what it shows. */
export default defineContentScript({
  matches: REGIONS.map((region) => `${originOf('apps', region)}/*`),
  allFrames: true,
  runAt: 'document_idle',
  cssInjectionMode: 'manifest',
  noScriptStartedPostMessage: true,
  main(ctx) {
    const client = createWorkerClient(async (request) => {
      // After an update this script is cut off from its worker; asking is what ends it.
      if (ctx.isInvalid) throw new Error('the extension was updated; reload the page');
      return browser.runtime.sendMessage(request);
    });
    const frame = startFrame({ document, client, signal: ctx.signal, isAlive: () => ctx.isValid });
    // The event comes before the address changes, and for navigations that are given up, too.
    ctx.addEventListener(window, 'wxt:locationchange', () => ctx.setTimeout(frame.look, 0));
    ctx.addEventListener(window, 'hashchange', frame.look);
    ctx.addEventListener(window, 'pageshow', frame.look);
  },
});
