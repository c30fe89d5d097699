// Starts the language server and puts it between Visual Studio Code and the policies that are open.

const { window, workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

async function activate(context) {
  const [command, ...args] = workspace.getConfiguration("guidepost").get("command");
  // List files belong to policies: when one changes on the disk, the policies are checked again.
  const lists = workspace.createFileSystemWatcher("**/*.{txt,csv}");
  context.subscriptions.push(lists);
  client = new LanguageClient(
    "guidepost",
    "Guidepost",
    { command, args },
    {
      documentSelector: [
        { language: "guide", scheme: "file" },
        { language: "guide", scheme: "untitled" },
      ],
      synchronize: { fileEvents: lists },
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
