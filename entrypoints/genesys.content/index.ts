import { defineContentScript } from 'wxt/utils/define-content-script';
import { originOf, REGIONS } from '../../utils/genesys/regions';
export default defineContentScript({
  matches: REGIONS.map((region) => `${originOf('apps', region)}/*`),
  allFrames: true,
  runAt: 'document_idle',
  noScriptStartedPostMessage: true,
  main(ctx) {
    document.documentElement.dataset.unstick = String(ctx.isValid);
  },
});
