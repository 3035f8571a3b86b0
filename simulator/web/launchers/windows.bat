@echo off
rem Starts the training in a browser. It ends when the browser's page is closed.
chcp 65001 >nul
cd /d "%USERPROFILE%"
@COMMAND@
if errorlevel 1 pause
