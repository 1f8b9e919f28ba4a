@echo off
rem Builds Release once when sources changed, then runs the tool. "rota test" runs every fast test. The twin of the script rota.
setlocal EnableExtensions EnableDelayedExpansion
set "root=%~dp0"
set "DOTNET_CLI_TELEMETRY_OPTOUT=1"
set "DOTNET_NOLOGO=1"
set "missing=the .NET 10 SDK is missing: install it from https://dot.net, then run this again"
where dotnet >nul 2>nul || (echo rota: %missing%>&2 & exit /b 1)

if /i "%~1"=="test" goto test
if /i "%~1"=="train" goto train
call :build src\Rota.Cli\Rota.Cli.csproj .built || exit /b 1
for /d %%d in ("%root%artifacts\bin\Rota.Cli\release*") do if exist "%%d\rota.exe" set "tool=%%d\rota.exe"
"%tool%" %*
exit /b %errorlevel%

rem Its own program: training carries libtorch, half a gigabyte, which the tool does without.
:train
call :build src\Rota.Train\Rota.Train.csproj .built-train || exit /b 1
for /d %%d in ("%root%artifacts\bin\Rota.Train\release*") do if exist "%%d\Rota.Train.exe" set "trainer=%%d\Rota.Train.exe"
set "words=%*"
set "words=!words:~5!"
"%trainer%" !words!
exit /b %errorlevel%

:test
call :build Rota.slnx .built-tests || exit /b 1
set /a passed=0, failed=0
set "filter=%*"
set "filter=!filter:~4!"
for /d %%t in ("%root%tests\*.Tests") do call :project "%%~nxt"
echo %passed% passed, %failed% failed
if %failed% neq 0 exit /b 1
if %passed% equ 0 exit /b 1
exit /b 0

rem One test project: runs its program and adds up "Total: 5, Errors: 0, Failed: 0, Skipped: 0, Not Run: 0".
:project
set "tests="
for /d %%d in ("%root%artifacts\bin\%~1\release*") do if exist "%%d\%~1.exe" set "tests=%%d\%~1.exe"
echo == %~1
if not defined tests (echo %~1 was not built: is it in Rota.slnx?& set /a failed+=1 & exit /b 0)
set "log=%TEMP%\rota-test-%RANDOM%.log"
"%tests%" -noColor %filter% >"%log%" 2>&1 <nul
set code=%errorlevel%
type "%log%"
set "total="
for /f "tokens=3,5,7,9,12 delims=:, " %%a in ('findstr /r /c:"Total: [0-9]" "%log%"') do (
  set "total=%%a" & set "errors=%%b" & set "lost=%%c" & set "skipped=%%d" & set "notrun=%%e"
)
del "%log%"
if not defined total (set /a failed+=1 & exit /b 0)
if "%total%"=="0" exit /b 0
set /a bad=lost+errors
if %code% neq 0 if %bad% equ 0 set bad=1
set /a failed+=bad, passed+=total-lost-skipped-notrun
exit /b 0

rem build PROJECT STAMP: builds when a source is newer than the stamp. One build at a time; prints nothing unless it fails.
:build
set "stamp=%root%artifacts\%~2"
call :fresh && exit /b 0
dotnet --list-sdks | findstr /b "10." >nul || (echo rota: %missing%>&2 & exit /b 1)
if not exist "%root%artifacts" mkdir "%root%artifacts"
set "log=%TEMP%\rota-build-%RANDOM%.log"
rem A file held open for writing is the lock: a second caller cannot open it and waits.
:locked
2>nul (
  9>"%root%artifacts\.building" (
    call :fresh
    if errorlevel 1 (
      echo building>"%stamp%.new"
      dotnet build "%root%%~1" -c Release -v quiet -nologo >"%log%" 2>&1 <nul
      if errorlevel 1 (set built=failed) else (set built=yes& move /y "%stamp%.new" "%stamp%" >nul)
    ) else set built=yes
  )
) || (ping -n 2 127.0.0.1 >nul & goto locked)
if "%built%"=="failed" (
  findstr /r /c:"error " "%log%" >&2 || type "%log%" >&2
  echo rota: the build failed>&2
  exit /b 1
)
if exist "%log%" del "%log%"
exit /b 0

:fresh
if not exist "%stamp%" exit /b 1
powershell -NoProfile -Command "$t=(Get-Item -LiteralPath $env:stamp).LastWriteTimeUtc; $n=Get-ChildItem -Recurse -Path (Join-Path $env:root 'src'),(Join-Path $env:root 'tests'),(Join-Path $env:root '*.props'),(Join-Path $env:root 'global.json') | Where-Object LastWriteTimeUtc -gt $t | Select-Object -First 1; if ($n) { exit 1 }"
exit /b %errorlevel%
