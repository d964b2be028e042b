import { render } from 'preact';
import { browser } from 'wxt/browser';
import { i18n } from '#i18n';
import { Console } from '../../components/console/Console';
import { createWorkerClient } from '../../utils/protocol/client';
import '../../components/page.css';

const client = createWorkerClient((request) => browser.runtime.sendMessage(request));
document.documentElement.lang = browser.i18n.getUILanguage();
document.documentElement.dir = i18n.t('@@bidi_dir');
document.title = i18n.t('console.title');
const root = document.getElementById('root');
if (root) render(<Console client={client} />, root);
