@echo off
rem Starts clipunit-VERSION-cli.jar, which lies next to this script.
setlocal EnableExtensions DisableDelayedExpansion

set "clipunit_jar="
for %%f in ("%~dp0clipunit*cli.jar") do (
  if defined clipunit_jar goto several
  set "clipunit_jar=%%~ff"
)
if not defined clipunit_jar goto nojar

if defined JAVA_HOME goto home
set "clipunit_java=java.exe"
where /q java.exe || goto nojava
goto version

:home
set "clipunit_java=%JAVA_HOME%\bin\java.exe"
if not exist "%clipunit_java%" goto nohome

:version
rem "17.0.9" is Java 17, and "1.8.0_392" is Java 8.
set "clipunit_version="
for /f "tokens=3" %%v in ('call "%clipunit_java%" -version 2^>^&1 ^| findstr /c:" version "') do if not defined clipunit_version set "clipunit_version=%%~v"
set "clipunit_major="
for /f "tokens=1,2 delims=.-+_" %%a in ("%clipunit_version%") do if "%%a"=="1" (set "clipunit_major=%%b") else (set "clipunit_major=%%a")
if not defined clipunit_major goto start
if %clipunit_major% LSS 17 goto old

:start
"%clipunit_java%" %JAVA_OPTS% -jar "%clipunit_jar%" %*
exit /b %ERRORLEVEL%

:several
>&2 echo clipunit: there must be one clipunit-VERSION-cli.jar in [%~dp0], but there are several; remove the others
exit /b 4

:nojar
>&2 echo clipunit: there must be a clipunit-VERSION-cli.jar in [%~dp0], next to this script, but there is none
exit /b 4

:nojava
>&2 echo clipunit: Java 17 or later is required, but there is no java.exe on the PATH; install it, or set JAVA_HOME
exit /b 4

:nohome
>&2 echo clipunit: JAVA_HOME [%JAVA_HOME%] must be a Java installation, but has no bin\java.exe
exit /b 4

:old
>&2 echo clipunit: Java 17 or later is required, but [%clipunit_java%] is Java %clipunit_major%; install a later one, or set JAVA_HOME
exit /b 4
