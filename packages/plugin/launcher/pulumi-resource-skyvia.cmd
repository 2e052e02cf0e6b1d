@echo off
where node >nul 2>nul
if errorlevel 1 (
  echo pulumi-resource-skyvia needs Node.js 22.19 or later, and there is no node on PATH. Install it from https://nodejs.org. 1>&2
  exit /b 1
)
node -e "const [a, b] = process.versions.node.split('.'); process.exit(a > 22 || (a == 22 && b >= 19) ? 0 : 1)"
if errorlevel 1 (
  echo pulumi-resource-skyvia needs Node.js 22.19 or later. Update Node.js, and run the command again. 1>&2
  exit /b 1
)
node "%~dp0lib\main.js" %*
