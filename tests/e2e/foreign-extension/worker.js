// An extension that Unstick knows nothing of; the test asks it to speak to Unstick.
self.speak = (id, message) =>
  chrome.runtime.sendMessage(id, message).then(
    (reply) => ({ reply: reply ?? null }),
    (error) => ({ error: String(error) }),
  );
