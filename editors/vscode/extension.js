// Starts the language server and puts it between Visual Studio Code and the policies that are open.

const { window, workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

async function activate(context) {
  const [command, ...args] = workspace.getConfiguration("guidepost").get("command");
  // List files belong to policies, and policies stand above layers: when one changes on the disk, those that are open are checked again.
  const files = workspace.createFileSystemWatcher("**/*.{txt,csv,guide}");
  context.subscriptions.push(files);
  client = new LanguageClient(
    "guidepost",
    "Guidepost",
    { command, args },
    {
      documentSelector: [
        { language: "guide", scheme: "file" },
        { language: "guide", scheme: "untitled" },
      ],
      synchronize: { fileEvents: files },
    },
  );
  try {
    await client.start();
  } catch (error) {
    window.showErrorMessage(
      `Guidepost's language server could not be started (${command}: ${error.message}). ` +
        'Install it with pip install "guidepost[editor]", or say in the setting guidepost.command where it is.',
    );
  }
}

async function deactivate() {
  if (client?.isRunning()) {
    await client.stop();
  }
}

module.exports = { activate, deactivate };
